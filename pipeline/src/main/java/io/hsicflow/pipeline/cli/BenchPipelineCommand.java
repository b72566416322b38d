package io.hsicflow.pipeline.cli;

import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.pipeline.bench.EncodedPictures;
import io.hsicflow.pipeline.bench.PipelineBenchmark;
import io.hsicflow.pipeline.bench.PipelineSettings;
import io.hsicflow.pipeline.bench.PipelineTimes;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times the job beside a bare learner. */
@Command(
    name = "pipeline",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    defaultValueProvider = BenchPipelineCommand.Narrow.class,
    description = {
      "Times the Flink job on views that are ready made beside a bare learner on the same views, in turns, and says which"
          + " part of the bare learner's images a second it reaches.",
      "Decoding and augmentation do not count, unless --augment asks for them; the network stack, checkpoints, metrics"
          + " and progress do, as they are by default. A checkpoint is taken every minute: take so many steps that they"
          + " last longer."
    })
final class BenchPipelineCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private LearnerArguments learner;

  @Option(
      names = "--alternations",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often the two take turns (default ${DEFAULT-VALUE}).")
  private int alternations;

  @Option(
      names = "--augment",
      description =
          "Let the job start from image files in memory, made ones as in bench augment: gate, sequencer, augmenter and"
              + " trainer.")
  private boolean augment;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "64",
      description =
          "With --augment: image files that are taken in turn (default ${DEFAULT-VALUE}).")
  private int images;

  BenchPipelineCommand() {}

  @Override
  public Integer call() throws Exception {
    if (!augment && spec.commandLine().getParseResult().hasMatchedOption("--images")) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "Views that are ready made come from no image files: --images goes with --augment.");
    }
    Configuration options = learner.options();
    EncodedPictures pictures =
        augment ? EncodedPictures.made(images, options.get(LearnerOptions.SIZE)) : null;
    PipelineTimes times =
        PipelineBenchmark.run(
            new PipelineSettings(learner.settings(), options, alternations, pictures));
    learner.print(spec.commandLine().getOut(), times::json, times::text);
    return 0;
  }

  /** A step short enough for what lies between steps to show. */
  static final class Narrow implements IDefaultValueProvider {
    private static final Map<String, String> VALUES =
        Map.of(
            "--width",
            "16",
            "--batch",
            "256",
            "--hidden",
            "1024",
            "--warmup",
            "20",
            "--steps",
            "100");

    Narrow() {}

    @Override
    public String defaultValue(ArgSpec argument) {
      return argument instanceof OptionSpec option ? VALUES.get(option.longestName()) : null;
    }
  }
}
