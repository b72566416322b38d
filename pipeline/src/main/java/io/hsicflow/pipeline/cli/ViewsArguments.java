package io.hsicflow.pipeline.cli;

import io.hsicflow.model.augment.AugmentSettings;
import io.hsicflow.model.augment.ViewMaker;
import io.hsicflow.operators.augmenter.AugmentOptions;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.pipeline.config.ConfigArguments;
import java.util.Iterator;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How views are made, for the commands that make them without a job. */
final class ViewsArguments {
  @Option(
      names = "--size",
      paramLabel = "N",
      description = "Side of the views in pixels (default: learner.size).")
  private Integer size;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      completionCandidates = PresetNames.class,
      description =
          "How views are made: ${COMPLETION-CANDIDATES} (default: augment.preset). Single numbers by -D, as"
              + " -Daugment.flip=0.")
  private String preset;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of all draws (default: learner.seed).")
  private Long seed;

  @Mixin private ConfigArguments settings;

  ViewsArguments() {}

  /**
   * The options of a job.
   *
   * @throws io.hsicflow.pipeline.UserException with what is wrong
   * @throws IllegalArgumentException with a sentence, where a number is out of its range
   */
  Configuration options() {
    Configuration options = settings.load();
    if (size != null) {
      options.set(LearnerOptions.SIZE, size);
    }
    if (preset != null) {
      options.set(AugmentOptions.PRESET, preset);
    }
    if (seed != null) {
      options.set(LearnerOptions.SEED, seed);
    }
    // Refuses what cannot be made before a picture is read.
    new ViewMaker(AugmentOptions.settings(options), options.get(LearnerOptions.SIZE));
    return options;
  }

  /** The presets, for help. */
  static final class PresetNames implements Iterable<String> {
    PresetNames() {}

    @Override
    public Iterator<String> iterator() {
      return AugmentSettings.presetNames().iterator();
    }
  }
}
