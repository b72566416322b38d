package io.hsicflow.pipeline.bench;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.image.ImageRejectedException;
import io.hsicflow.model.learner.Batch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.FileUtils;

/**
 * Compares the Flink job with a bare learner: the same learner, on the same views, in the same
 * process, in turns. The job starts from the augmenter's output, and what it is slower by is the
 * price of the network stack, of serialization, of checkpoints and of what the trainer reports; or
 * it starts from image files in memory, and pays for gate, sequencer and augmenter too.
 */
public final class PipelineBenchmark {
  private PipelineBenchmark() {}

  /**
   * One turn of both.
   *
   * @param bare the learner in a plain loop
   * @param job the learner in the job
   */
  record Turn(TimedSteps bare, ReadyJob.Run job) {}

  /**
   * Runs both in turns.
   *
   * @throws IllegalArgumentException with a sentence, where there is no such backend
   * @throws IllegalStateException if the two did not compute the same
   */
  public static PipelineTimes run(PipelineSettings settings) throws Exception {
    StepBatches batches = batches(settings);
    List<Turn> turns = new ArrayList<>();
    String name = null;
    for (int i = 0; i < settings.alternations(); i++) {
      TimedSteps bare;
      try (Backend backend = settings.step().measuring().open()) {
        name = backend.name();
        bare = BareLoop.run(settings.step(), backend, batches);
      }
      ReadyJob.Run job = job(settings, name);
      refuseOtherLoss(bare.loss(), job.steps().loss());
      turns.add(new Turn(bare, job));
    }
    return new PipelineTimes(settings, name, turns);
  }

  private static StepBatches batches(PipelineSettings settings) throws ImageRejectedException {
    if (settings.augments()) {
      return new AugmentedBatches(settings.options(), settings.pictures().files());
    }
    Batch batch = RandomViews.batch(settings.step().learner());
    return step -> batch;
  }

  private static ReadyJob.Run job(PipelineSettings settings, String backend) throws Exception {
    Path folder = Files.createTempDirectory("hsicflow-bench");
    try {
      return new ReadyJob(settings, backend, folder).run();
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }

  private static void refuseOtherLoss(double bare, double job) {
    if (Double.compare(bare, job) != 0) {
      throw new IllegalStateException(
          "The last loss of the bare learner is %s and that of the job %s: they did not train on the same views, and their times do not compare."
              .formatted(bare, job));
    }
  }
}
