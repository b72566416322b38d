package io.hsicflow.pipeline.demo;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.connectors.admin.PlannedTopic;
import io.hsicflow.connectors.admin.TopicPlan;
import io.hsicflow.connectors.admin.Topics;
import io.hsicflow.connectors.deadletter.DeadLetters;
import io.hsicflow.connectors.deadletter.LetterFilter;
import io.hsicflow.connectors.produce.ImagePublisher;
import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.operators.snapshot.SnapshotPointer;
import io.hsicflow.operators.snapshot.SnapshotStore;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.job.FlinkSettings;
import io.hsicflow.pipeline.job.HsicflowJob;
import io.hsicflow.pipeline.job.ProgressTail;
import io.hsicflow.pipeline.report.BankAndQuery;
import io.hsicflow.pipeline.report.EmbeddingMap;
import io.hsicflow.pipeline.report.NeighbourGallery;
import io.hsicflow.pipeline.report.Report;
import io.hsicflow.pipeline.report.RunFolder;
import io.hsicflow.pipeline.report.Trouble;
import io.hsicflow.pipeline.run.LocalCluster;
import io.hsicflow.pipeline.run.RunningJob;
import io.hsicflow.schemas.format.ImageRecordFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The demo from beginning to end: a broker, the images, what they are worth untrained, the training
 * job, the embedding job, the table.
 */
public final class DemoRun {
  /** Time for snapshots' evaluations and checkpoints beside the steps. */
  private static final double SHARE_OF_STEPS = 0.95;

  private static final int LEAST_STEPS = 4;

  /** Steps whose images are sent before the trainer asks for them. */
  private static final int LEAD_STEPS = 24;

  private final DemoSettings settings;
  private final DemoFolder folder;
  private final PrintWriter out;
  private final boolean terminal;
  private final InstantSource clock;
  private final int cores = Runtime.getRuntime().availableProcessors();
  private final long startNanos = System.nanoTime();

  /**
   * A demo.
   *
   * @param terminal whether a line of {@code out} can be written over
   */
  public DemoRun(
      DemoSettings settings,
      DemoFolder folder,
      PrintWriter out,
      boolean terminal,
      InstantSource clock) {
    this.settings = settings;
    this.folder = folder;
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
  }

  /**
   * Runs it.
   *
   * @return 0 where the trained encoder passes the mark, else 3
   * @throws UserException with a sentence, for what the user can mend
   * @throws InterruptedException where the thread was interrupted; everything is closed then
   */
  public int run() throws Exception {
    say("hsicflow demo: an encoder learns from a stream of images, without labels, inside Flink.");
    say("Output:    " + folder.root());
    try (DemoData data = open()) {
      say("Images:    " + data.description());
      try (EmbeddedBroker broker = EmbeddedBroker.start()) {
        DemoJobs jobs =
            new DemoJobs(settings, folder, broker.bootstrapServers(), data.description());
        Configuration conf = FlinkSettings.complete(jobs.embedding(SnapshotStore.NEWEST));
        createTopics(conf, jobs);
        try (LocalCluster cluster = LocalCluster.start(conf, settings.uiPort())) {
          say("Dashboard: " + cluster.address());
          say("Kafka:     " + broker.bootstrapServers());
          return run(data, jobs, cluster);
        }
      }
    }
  }

  private int run(DemoData data, DemoJobs jobs, LocalCluster cluster) throws Exception {
    ProbeLabels labels = data.labels();
    publishProbe(data, jobs);
    List<Score> scores = floors(data, jobs, labels);
    long steps = settings.steps() != null ? settings.steps() : timedSteps(data, jobs, cluster);
    Training training = train(data, jobs, cluster, labels, steps);
    BankAndQuery vectors = embed(data, jobs, cluster, training.snapshot());
    scores.add(
        Score.ofEncoder(
            "trained encoder",
            Score.Kind.TRAINED,
            vectors.bank(),
            vectors.query(),
            labels,
            Math.min(2, cores)));

    RunFolder left = RunFolder.of(folder.root());
    Verdict verdict = Verdict.of(scores, labels != null, Trouble.of(left));
    List<String> table = new ScoreTable(scores, labels != null).lines();
    say("");
    table.forEach(this::say);
    say("");
    say(verdict.sentence());
    say(
        String.format(
            Locale.ROOT,
            "%,d images in %,d steps, %.0f images/s; %s in all. Everything is in %s",
            training.last().images(),
            training.last().step(),
            training.last().images() / training.seconds(),
            minutes((System.nanoTime() - startNanos) / 1e9),
            folder.root()));
    table.add("");
    table.add(verdict.sentence());
    folder.writeTable(table, new ScoreTable(scores, labels != null).csv());
    folder.writePairs("rejects.csv", "reason", "count", rejects(jobs));
    Configuration trained = jobs.training(steps);
    ProbeShow show = new ProbeShow(data, labels, trained.get(LearnerOptions.SIZE), vectors);
    folder.writeShown(NeighbourGallery.lines(show), EmbeddingMap.lines(show));
    show.sheet(trained, folder.views());
    new Report(left).write(folder.report());
    say("Report: " + folder.report());
    if (settings.keepRunning()) {
      say("Dashboard and broker stay until Ctrl-C: " + cluster.address());
      new CountDownLatch(1).await();
    }
    return verdict.exitCode();
  }

  private DemoData open() throws IOException {
    return settings.data() == null
        ? GarmentScenes.load(settings.seed(), settings.bank(), settings.query())
        : OwnImages.open(
            settings.data(),
            settings.seed(),
            settings.bank(),
            settings.query(),
            folder.root().resolve("probe-images.tmp"));
  }

  private void createTopics(Configuration conf, DemoJobs jobs) {
    List<PlannedTopic> plan = new ArrayList<>();
    // One partition each for training: so the order is that of the stream, and a run is repeatable.
    Map<String, String> size =
        Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(DemoJobs.MAX_MESSAGE_BYTES));
    plan.add(new PlannedTopic(DemoJobs.IMAGES, "images", 1, size));
    plan.add(new PlannedTopic(DemoJobs.TIMING_IMAGES, "images", 1, size));
    plan.add(new PlannedTopic(DemoJobs.PROBE, "probe images", DemoJobs.PROBE_PARTITIONS, size));
    for (PlannedTopic topic : TopicPlan.of(conf)) {
      if (plan.stream().noneMatch(other -> other.name().equals(topic.name()))) {
        plan.add(topic);
      }
    }
    try (Topics topics = Topics.at(conf)) {
      topics.create(plan);
    }
  }

  private void publishProbe(DemoData data, DemoJobs jobs) throws IOException {
    try (ImagePublisher publisher = publisher(jobs, DemoJobs.PROBE)) {
      for (int i = 0; i < data.bankSize(); i++) {
        publisher.send(TrainingFeed.record(data.bank(i), data.classes(), clock));
      }
      for (int i = 0; i < data.querySize(); i++) {
        publisher.send(TrainingFeed.record(data.query(i), data.classes(), clock));
      }
      publisher.flush();
    }
  }

  private ImagePublisher publisher(DemoJobs jobs, String topic) {
    return ImagePublisher.open(jobs.embedding(SnapshotStore.NEWEST), topic, ImageRecordFormat.AVRO);
  }

  private List<Score> floors(DemoData data, DemoJobs jobs, ProbeLabels labels)
      throws IOException, InterruptedException {
    Configuration conf = jobs.training(settings.mostSteps());
    LearnerSettings learner = LearnerOptions.settings(conf);
    UntrainedFloor untrained = new UntrainedFloor(conf.get(LearnerOptions.BACKEND), cores);
    List<Score> scores = new ArrayList<>();
    if (labels == null) {
      scores.addAll(untrained.scores(learner, data, null));
    } else {
      int size = learner.architecture().inputSize();
      BankAndQuery toLearn = PixelFloor.toLearn(data, size);
      // A classifier of pixels takes longest; it learns beside all else.
      CompletableFuture<Score> linear =
          CompletableFuture.supplyAsync(() -> PixelFloor.linear(toLearn, size, labels));
      BankAndQuery pixels = PixelFloor.vectors(data, size);
      scores.addAll(PixelFloor.scores(pixels, labels, Math.min(2, cores)));
      List<Score> encoders = untrained.scores(learner, data, labels);
      scores.add(linear.join());
      scores.addAll(encoders);
    }
    say("Before training (" + minutes((System.nanoTime() - startNanos) / 1e9) + "):");
    new ScoreTable(scores, labels != null).lines().forEach(line -> say("  " + line));
    return scores;
  }

  /** Times the first steps of the job on images of its own, and says how many fit the minutes. */
  private long timedSteps(DemoData data, DemoJobs jobs, LocalCluster cluster) throws Exception {
    int most = StepTimer.MOST_STEPS;
    try (TrainingFeed feed =
        TrainingFeed.start(
            data.stream(),
            publisher(jobs, DemoJobs.TIMING_IMAGES),
            clock,
            (long) most * settings.batch(),
            LEAD_STEPS * settings.batch())) {
      RunningJob job = submit(cluster, jobs.timing(most));
      ProgressTail tail = new ProgressTail(folder.timing().resolve("progress.csv"));
      double seconds =
          new TrainingWatch(job, tail, feed, most, settings.batch()).timed().secondsPerStep();
      double fit = settings.minutes() * 60 * SHARE_OF_STEPS / seconds;
      long steps = Math.max(LEAST_STEPS, Math.min(settings.mostSteps(), (long) fit));
      say(
          String.format(
              Locale.ROOT,
              "A step of %d images takes %.0f ms (%.0f images/s): %,d steps for %s minutes%s.",
              settings.batch(),
              1000 * seconds,
              settings.batch() / seconds,
              steps,
              settings.minutes(),
              steps < (long) fit ? ", the most that the demo takes" : ""));
      return steps;
    }
  }

  /**
   * A training that is over.
   *
   * @param snapshot the last
   */
  private record Training(SnapshotPointer snapshot, ProgressTail.Step last, double seconds) {}

  private Training train(
      DemoData data, DemoJobs jobs, LocalCluster cluster, ProbeLabels labels, long steps)
      throws Exception {
    Configuration conf = jobs.training(steps);
    folder.writeSettings(SettingsFile.lines(settings, data.description(), steps, conf));
    folder.writePairs("machine.csv", "name", "value", MachineFacts.all());
    SnapshotStore store = new SnapshotStore(folder.snapshots().toUri().toString());
    ProgressLine line = new ProgressLine(out, terminal, steps);
    long start = System.nanoTime();
    try (TrainingFeed feed =
            TrainingFeed.start(
                data.stream(),
                publisher(jobs, DemoJobs.IMAGES),
                clock,
                steps * settings.batch(),
                LEAD_STEPS * settings.batch());
        AccuracyCurve curve =
            new AccuracyCurve(
                store,
                data,
                conf.get(LearnerOptions.SIZE),
                labels,
                conf.get(LearnerOptions.BACKEND),
                LearnerOptions.threads(conf))) {
      TrainingWatch watch =
          new TrainingWatch(
              submit(cluster, conf),
              new ProgressTail(folder.progress()),
              feed,
              steps,
              settings.batch());
      watch.toTheEnd(line, curve, folder);
      double seconds = (System.nanoTime() - start) / 1e9;
      SnapshotPointer newest =
          store
              .newest()
              .orElseThrow(
                  () -> new IOException("The training left no snapshot in " + store.folder()));
      return new Training(newest, watch.last(), seconds);
    }
  }

  private BankAndQuery embed(
      DemoData data, DemoJobs jobs, LocalCluster cluster, SnapshotPointer snapshot)
      throws Exception {
    say("Embedding bank and query with the snapshot of step " + snapshot.step() + ".");
    Configuration conf = jobs.embedding(snapshot.digest());
    if (!submit(cluster, conf).awaitTermination()) {
      throw new UserException(
          "The embedding job was cancelled from elsewhere; start the demo again.");
    }
    return new EmbeddingsReader(conf, snapshot.digest()).read(data);
  }

  /** How many images the gates of all jobs refused, by reason. */
  private static Map<String, String> rejects(DemoJobs jobs) {
    Map<String, Integer> counts = new TreeMap<>();
    new DeadLetters(jobs.embedding(SnapshotStore.NEWEST))
        .list(LetterFilter.all())
        .entries()
        .forEach(letter -> counts.merge(letter.reason(), 1, Integer::sum));
    Map<String, String> texts = new TreeMap<>();
    counts.forEach((reason, count) -> texts.put(reason, count.toString()));
    return texts;
  }

  private static RunningJob submit(LocalCluster cluster, Configuration conf) throws Exception {
    return cluster.submit(HsicflowJob.graph(FlinkSettings.complete(conf)));
  }

  private static String minutes(double seconds) {
    long whole = Math.round(seconds);
    return String.format(Locale.ROOT, "%d:%02d minutes", whole / 60, whole % 60);
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
