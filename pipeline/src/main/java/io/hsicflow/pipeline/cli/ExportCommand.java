package io.hsicflow.pipeline.cli;

import io.hsicflow.model.learner.WeightSet;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.pipeline.config.ConfigArguments;
import io.hsicflow.pipeline.export.EncoderExport;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes an encoder to a file. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes an encoder as safetensors in torchvision's names, without the last layer: a copy of a snapshot, or"
          + " weights out of a checkpoint.",
      "The settings say where the job keeps its snapshots and checkpoints."
    })
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigArguments settings;

  @ArgGroup(multiplicity = "1")
  private Source source;

  @Option(
      names = "--weights",
      paramLabel = "average|online|target",
      description =
          "With --checkpoint: the evaluation average, as in snapshots (default), the online or the target network.")
  private WeightSet weights;

  @Option(
      names = "--heads",
      description =
          "With --checkpoint: add projector and predictor; of the target, projector alone.")
  private boolean heads;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The new file.")
  private String out;

  ExportCommand() {}

  /** Where the encoder comes from. */
  private static final class Source extends SnapshotArgument {
    @Option(
        names = "--checkpoint",
        paramLabel = "latest|PATH",
        description = "Take the weights out of this checkpoint or savepoint of the job.")
    private String checkpoint;
  }

  @Override
  public Integer call() throws Exception {
    if (source.isGiven() && (weights != null || heads)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "A snapshot holds the evaluation average of the encoder alone: --weights and --heads go with --checkpoint.");
    }
    EncoderExport export = new EncoderExport(settings.load(), out);
    EncoderSnapshot written =
        source.isGiven()
            ? export.ofSnapshot(source.name())
            : export.ofCheckpoint(
                source.checkpoint, weights == null ? WeightSet.AVERAGE : weights, heads);
    PrintWriter writer = spec.commandLine().getOut();
    writer.printf(
        "%s: step %d, digest %s, %d tensors%n",
        out, written.metadata().step(), written.digest(), written.tensors().size());
    writer.flush();
    return 0;
  }
}
