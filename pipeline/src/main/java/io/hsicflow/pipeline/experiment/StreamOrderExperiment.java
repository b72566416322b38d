package io.hsicflow.pipeline.experiment;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.operators.clock.Clock;
import io.hsicflow.pipeline.bench.LearnAccuracy;
import io.hsicflow.pipeline.bench.LearnBackend;
import io.hsicflow.pipeline.bench.LearnPictures;
import io.hsicflow.pipeline.demo.LabelledGarments;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.flink.configuration.Configuration;

/**
 * Trains on streams that do not shuffle, with each replay policy, without a buffer, and with the
 * same images shuffled, and says what each encoder is worth at the end of one pass. All arms of a
 * seed start from the same weights, follow the same schedule, take as many steps, and do so in
 * {@link Turns}.
 */
public final class StreamOrderExperiment {
  private final StreamOrderSettings settings;
  private final ExperimentProgress progress;
  private final Clock clock;
  private final BooleanSupplier stopped;
  private final List<ArmResult> results = new ArrayList<>();

  /**
   * @param stopped asked before every turn; where it says so, the run ends with what is complete
   */
  public StreamOrderExperiment(
      StreamOrderSettings settings,
      ExperimentProgress progress,
      Clock clock,
      BooleanSupplier stopped) {
    this.settings = settings;
    this.progress = progress;
    this.clock = clock;
    this.stopped = stopped;
  }

  /**
   * Runs all of it.
   *
   * @throws io.hsicflow.pipeline.UserException where the data are too few
   * @throws IllegalArgumentException with a sentence, where settings do not fit together
   */
  public StreamOrderResults run() throws Exception {
    // Neither pictures nor the size of the input depend on the number of steps.
    Configuration first = settings.job(settings.seed(0), 1);
    LearnPictures data = data(first);
    LearnAccuracy accuracy = new LearnAccuracy(first, data);
    progress.begin(settings, data);
    for (int repetition = 0; repetition < settings.seeds(); repetition++) {
      for (StreamKind kind : StreamKind.values()) {
        if (!pass(kind, settings.seed(repetition), data, accuracy)) {
          return new StreamOrderResults(results, false);
        }
      }
    }
    return new StreamOrderResults(results, true);
  }

  private LearnPictures data(Configuration options) throws IOException {
    if (settings.data() != null) {
      return LearnPictures.read(options, settings.data(), settings.bank());
    }
    LabelledGarments garments = LabelledGarments.load(settings.seed(0));
    return LearnPictures.of(
        garments.training(),
        garments.trainingClasses(),
        garments.test(),
        garments.testClasses(),
        0,
        settings.bank(),
        settings.seed(0));
  }

  /** All arms over one stream; false where they were stopped. */
  private boolean pass(StreamKind kind, long seed, LearnPictures data, LearnAccuracy accuracy)
      throws Exception {
    ImageStream stream = kind.stream(data, settings.images(), seed);
    TrainingPlaces places =
        TrainingPlaces.of(stream, settings.job(seed, 1), settings.k(), settings.held());
    Configuration job = settings.job(seed, places.steps());
    List<ArmTraining> arms = new ArrayList<>();
    try (Backend backend = LearnBackend.open(job)) {
      try {
        for (Arm arm : Arm.values()) {
          int[] ofArm = places.byArm().get(arm);
          arms.add(new ArmTraining(kind, arm, stream, ofArm, job, backend, clock));
        }
        return trained(kind, seed, arms, places.steps(), accuracy);
      } finally {
        arms.forEach(ArmTraining::close);
      }
    }
  }

  private boolean trained(
      StreamKind kind, long seed, List<ArmTraining> arms, int steps, LearnAccuracy accuracy) {
    progress.beginPass(kind, seed, steps * arms.size());
    if (!Turns.take(arms, steps, stopped, progress::advanced)) {
      return false;
    }
    List<ArmResult> ofPass = new ArrayList<>();
    for (ArmTraining arm : arms) {
      if (stopped.getAsBoolean()) {
        return false;
      }
      ofPass.add(arm.result(accuracy));
    }
    results.addAll(ofPass);
    progress.endPass(ofPass);
    return true;
  }
}
