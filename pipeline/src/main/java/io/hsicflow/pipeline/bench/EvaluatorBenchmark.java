package io.hsicflow.pipeline.bench;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.operators.snapshot.SnapshotCatalog;
import io.hsicflow.operators.snapshot.SnapshotEntry;
import io.hsicflow.operators.snapshot.SnapshotEvaluation;
import io.hsicflow.operators.snapshot.SnapshotEvaluations;
import io.hsicflow.operators.snapshot.SnapshotOptions;
import io.hsicflow.operators.snapshot.SnapshotStore;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.pipeline.job.ProgressTail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.FileUtils;

/**
 * Says what an evaluator costs the training beside it: the same training in a job without and with
 * the role evaluate, in turns, on the same views and with equally many snapshots.
 */
public final class EvaluatorBenchmark {
  private static final String TRAIN = "train";
  private static final String TEST = "test";
  private static final List<String> CLASSES = List.of("a", "b");

  /** One in five images of the probe is query, as where nothing else is said. */
  private static final int QUERY = 5;

  private EvaluatorBenchmark() {}

  /**
   * One turn of both.
   *
   * @param alone the training without an evaluator
   * @param beside the training with one
   * @param between steps of the latter while no snapshot waited to be evaluated
   * @param evaluated how many snapshots were evaluated
   */
  record Turn(TimedSteps alone, TimedSteps beside, double[] between, int evaluated) {}

  /**
   * Runs both in turns.
   *
   * @throws IllegalArgumentException with a sentence, where there is no such backend
   */
  public static EvaluatorTimes run(EvaluatorSettings settings) throws Exception {
    String backend;
    try (Backend opened = settings.job().step().measuring().open()) {
      backend = opened.name();
    }
    Path folder = Files.createTempDirectory("hsicflow-bench");
    try {
      Path probe = probe(settings, folder.resolve("probe"));
      List<Turn> turns = new ArrayList<>();
      for (int i = 0; i < settings.job().alternations(); i++) {
        TimedSteps alone = job(settings, backend, folder.resolve("alone-" + i)).run().steps();
        turns.add(beside(settings, backend, folder.resolve("beside-" + i), probe, alone));
      }
      return new EvaluatorTimes(settings, backend, turns);
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }

  private static ReadyJob job(EvaluatorSettings settings, String backend, Path folder)
      throws IOException {
    PipelineSettings given = settings.job();
    Configuration options = new Configuration(given.options());
    options.set(SnapshotOptions.EVERY_STEPS, settings.every());
    PipelineSettings job = new PipelineSettings(given.step(), options, given.alternations(), null);
    return new ReadyJob(job, backend, Files.createDirectories(folder));
  }

  private static Turn beside(
      EvaluatorSettings settings, String backend, Path folder, Path probe, TimedSteps alone)
      throws Exception {
    ReadyJob job = job(settings, backend, folder).evaluatedBy(probe);
    ReadyJob.Run run = job.run();
    TreeMap<Long, Long> ends = ends(new SnapshotStore(job.snapshots()));
    double[] between =
        run.timed().stream()
            .filter(step -> isBetween(step, ends, settings.every()))
            .mapToDouble(step -> step.waitMillis() + step.stepMillis())
            .toArray();
    return new Turn(alone, run.steps(), between, ends.size());
  }

  /** When the evaluation of a snapshot was done, by the snapshot's step. */
  private static TreeMap<Long, Long> ends(SnapshotStore store) throws IOException {
    TreeMap<Long, Long> ends = new TreeMap<>();
    for (SnapshotEntry entry : SnapshotCatalog.read(store).entries()) {
      for (SnapshotEvaluation evaluation :
          SnapshotEvaluations.of(store.file(entry.pointer())).read()) {
        ends.merge(entry.pointer().step(), evaluation.evaluatedAt(), Math::max);
      }
    }
    return ends;
  }

  /** Whether the step began after the newest snapshot before it had been evaluated. */
  private static boolean isBetween(ProgressTail.Step step, TreeMap<Long, Long> ends, long every) {
    long snapshot = (step.step() - 1) / every * every;
    double begin = step.endMillis() - step.stepMillis() - step.waitMillis();
    return snapshot == 0 || ends.containsKey(snapshot) && ends.get(snapshot) <= begin;
  }

  /** Made pictures in two classes, which mean nothing: no time depends on what they show. */
  private static Path probe(EvaluatorSettings settings, Path folder) throws IOException {
    int size = settings.job().options().get(LearnerOptions.SIZE);
    List<byte[]> files = MadePhotographs.jpegs(settings.images(), size, size);
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < files.size(); i++) {
      String split = i / CLASSES.size() % QUERY == 0 ? TEST : TRAIN;
      Path place = folder.resolve(split).resolve(CLASSES.get(i % CLASSES.size()));
      Files.createDirectories(place);
      int number = counts.merge(place.toString(), 1, Integer::sum);
      Files.write(place.resolve(number + ".jpg"), files.get(i));
    }
    return folder;
  }
}
