package io.hsicflow.pipeline.chaos;

import io.hsicflow.connectors.admin.TopicPlan;
import io.hsicflow.connectors.admin.Topics;
import io.hsicflow.operators.clock.Clock;
import io.hsicflow.pipeline.run.RemoteCluster;
import io.hsicflow.pipeline.run.RunningJob;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;

/**
 * The exercise: an undisturbed job over the stream, then a job of which processes are killed over
 * the same stream, on the same processes.
 */
public final class ChaosRun {
  /** From the start of a process, or of a job, to the first sign of life; machines may be slow. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** What the job may take for a place in the training sequence where it is slow. */
  private static final Duration PATIENCE_A_PLACE = Duration.ofMillis(50);

  /** Images before the first kill, and for each kill; so many a second while there are kills. */
  private static final long IMAGES_BEFORE = 600;

  private static final long IMAGES_A_KILL = 1_000;
  private static final double IMAGES_A_SECOND = 100;
  private static final Duration BETWEEN_STEPS_SAID = Duration.ofSeconds(10);

  private final ChaosSettings settings;
  private final Path folder;
  private final ChaosStage stage;
  private final Supervisor supervisor;
  private final PictureStream stream;
  private final Clock clock;
  private final Consumer<String> say;
  private long stepsSaidAt;

  private ChaosRun(
      ChaosSettings settings, Path folder, ChaosStage stage, Clock clock, Consumer<String> say) {
    this.settings = settings;
    this.folder = folder;
    this.stage = stage;
    this.supervisor = new Supervisor(stage, clock);
    this.stream =
        new PictureStream(IMAGES_BEFORE + settings.kills() * IMAGES_A_KILL, ChaosJob.BATCH);
    this.clock = clock;
    this.say = say;
  }

  /**
   * Runs it. All processes have ended when this returns, or this process ends; {@code folder}
   * stays.
   *
   * @param folder an empty folder for everything
   * @param say takes a line of progress
   * @throws IllegalStateException where a process does not come up, or the job does not come back,
   *     with the ends of the logs
   */
  public static ChaosReport in(
      Path folder, ChaosSettings settings, Clock clock, Consumer<String> say) throws Exception {
    try (ChaosStage stage = ChaosStage.in(folder)) {
      return new ChaosRun(settings, folder, stage, clock, say).run();
    }
  }

  private ChaosReport run() throws Exception {
    say.accept("Starts ZooKeeper, a broker, a JobManager and two TaskManagers in " + folder);
    stage.start();
    supervisor.await("broker with a JobManager and its TaskManagers", PATIENCE, stage::isUp);
    say.accept("Runs a job over " + stream.size() + " images without kills.");
    Outcome calm = run(job("calm"), List.of(), new Recoveries());
    List<Kill> kills = Kill.draw(settings, ChaosStage.TASK_MANAGERS);
    say.accept("Runs the job over the same images with " + kills.size() + " kills.");
    Recoveries recoveries = new Recoveries();
    Outcome disturbed = run(job("disturbed"), kills, recoveries);
    return new ChaosReport(settings, stream, recoveries, stage.fallen(), calm, disturbed);
  }

  private void sayNowAndThen(long step, long goal) {
    if (clock.nanos() - stepsSaidAt > BETWEEN_STEPS_SAID.toNanos()) {
      stepsSaidAt = clock.nanos();
      say.accept("  step " + step + " of " + goal);
    }
  }

  private ChaosJob job(String name) {
    return new ChaosJob(name, folder, stage.brokers(), stream, settings);
  }

  private Outcome run(ChaosJob job, List<Kill> kills, Recoveries recoveries) throws Exception {
    Configuration conf = job.settings();
    try (Topics topics = Topics.at(conf)) {
      topics.create(TopicPlan.of(conf));
    }
    StepsSeen steps = new StepsSeen(job.progress());
    String savepoint;
    try (StreamFeed feed = new StreamFeed(conf, job.images(), clock)) {
      supervisor.feed(feed);
      RunningJob running =
          RemoteCluster.withTheJobsClasses(stage.restEndpoint()).submit(conf, Optional.empty());
      JobWatch watch = new JobWatch(stage.rest(), running.id().toHexString());
      feed.allow(IMAGES_BEFORE);
      supervisor.await(
          "checkpoint of the job " + job.name(), PATIENCE, () -> watch.hasCheckpointAfter(0));
      strike(kills, feed, watch, recoveries);
      savepoint = runToTheEnd(job, running, watch, feed, steps);
      supervisor.feed(null);
    }
    return Outcome.of(job, savepoint, steps);
  }

  private void strike(List<Kill> kills, StreamFeed feed, JobWatch watch, Recoveries recoveries)
      throws IOException {
    List<Long> struckAt = new ArrayList<>();
    for (Kill kill : kills) {
      if (!kill.during()) {
        awaitReturn(kills.subList(0, kill.number() - 1), struckAt, watch, recoveries);
      }
      // A job that had come back and had nothing to do would not notice.
      feed.allow(IMAGES_BEFORE + kill.number() * IMAGES_A_KILL);
      feed.pace(IMAGES_A_SECOND);
      supervisor.pass(kill.delay());
      say.accept(describe(kill));
      struckAt.add(clock.millis());
      stage.strike(kill);
    }
    awaitReturn(kills, struckAt, watch, recoveries);
  }

  /** Waits until the job has come back from all kills so far, and notes how long it took. */
  private void awaitReturn(
      List<Kill> kills, List<Long> struckAt, JobWatch watch, Recoveries recoveries)
      throws IOException {
    int known = recoveries.size();
    if (known == kills.size()) {
      return;
    }
    long last = struckAt.get(kills.size() - 1);
    supervisor.await(
        "checkpoint after kill " + kills.size(),
        PATIENCE,
        () -> stage.isUp() && watch.hasCheckpointAfter(last));
    long now = clock.millis();
    for (int i = known; i < kills.size(); i++) {
      double seconds = (now - struckAt.get(i)) / 1e3;
      recoveries.add(kills.get(i), seconds);
      say.accept(String.format(Locale.ROOT, "  back from kill %d after %.1f s", i + 1, seconds));
    }
  }

  private String describe(Kill kill) {
    return String.format(
        Locale.ROOT,
        "Kill %d of %d: %s, %.1f s %s",
        kill.number(),
        settings.kills(),
        kill.target() == Target.TASK_MANAGER
            ? kill.target().word() + " " + (kill.index() + 1)
            : kill.target().word(),
        kill.delay().toMillis() / 1e3,
        kill.during() ? "after the one before" : "after the job had come back");
  }

  /** Publishes the rest; returns the savepoint after the last step of the head. */
  private String runToTheEnd(
      ChaosJob job, RunningJob running, JobWatch watch, StreamFeed feed, StepsSeen steps)
      throws Exception {
    feed.pace(Double.POSITIVE_INFINITY);
    feed.allow(stream.head());
    // With replay about so many: places that no held image could take are not given.
    long places = stream.acceptedInHead() * (1 + settings.replaysAnImage());
    long goal = places / ChaosJob.BATCH;
    HeadPlaced placed = new HeadPlaced(job.sequence(), stream.lastGoodOfHead());
    supervisor.await(
        "place for all images before step " + goal,
        PATIENCE.plus(PATIENCE_A_PLACE.multipliedBy(places)),
        () -> {
          sayNowAndThen(steps.last(), goal);
          return placed.holds();
        });
    String savepoint = running.savepoint(PATIENCE);
    feed.allow(stream.size());
    supervisor.await("end of the job", PATIENCE, watch::hasFinished);
    return savepoint;
  }
}
