package io.hsicflow.pipeline.cli;

import io.hsicflow.model.json.JsonWriter;
import io.hsicflow.operators.clock.SystemClock;
import io.hsicflow.pipeline.OutFile;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.config.ConfigArguments;
import io.hsicflow.pipeline.evaluate.EvaluatedEncoder;
import io.hsicflow.pipeline.evaluate.Evaluation;
import io.hsicflow.pipeline.evaluate.Protocol;
import io.hsicflow.pipeline.evaluate.ProtocolReport;
import io.hsicflow.pipeline.evaluate.SetEmbedder;
import io.hsicflow.pipeline.evaluate.TrainingStoppedException;
import io.hsicflow.pipeline.job.FlinkSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which encoder is evaluated on what, and where the results go. */
final class EvaluateArguments {
  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Mixin private ConfigArguments settings;

  @ArgGroup(multiplicity = "1")
  private Weights weights;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description =
          "The data set, any that 'hsicflow produce' reads, with a folder a class below train/ and test/ or in CIFAR-10's or"
              + " MNIST's files. Without a part test, what lies below val/, valid/ or validation/ is tested with (as ImageNet is"
              + " usually laid out); without either, one image in five by the hash of its id.")
  private Path data;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description =
          "With --weights: side of the input (default: 224 with the ImageNet stem, 32 with the CIFAR stem).")
  private Integer size;

  @Mixin private PrintedForm form;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "New file for the results, as --json prints them.")
  private Path out;

  EvaluateArguments() {}

  /** Where the encoder comes from. */
  private static final class Weights extends SnapshotArgument {
    @Option(
        names = "--weights",
        paramLabel = "FILE",
        description = "A ResNet of torchvision's as safetensors, with or without fc.")
    private Path file;
  }

  /** Makes the evaluation of these settings; its lines say how far it is. */
  @FunctionalInterface
  interface Chosen {
    Evaluation evaluation(Configuration settings, Consumer<String> lines);
  }

  /** Where the results go; null for nowhere but the output. */
  Path out() {
    return out;
  }

  /** Evaluates embeddings by the protocol that the settings give. */
  int run(Function<Configuration, Protocol> chosen) throws IOException {
    return evaluate(
        (settings, lines) -> {
          Protocol protocol = chosen.apply(settings);
          SetEmbedder embedder = new SetEmbedder(settings, new SystemClock(), lines);
          return (encoder, set) -> ProtocolReport.of(protocol, encoder, set, embedder);
        });
  }

  /** Evaluates, prints and writes what came out. */
  int evaluate(Chosen chosen) throws IOException {
    if (weights.file == null && size != null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "A snapshot says its own input size: --size goes with --weights.");
    }
    checkOut();
    Configuration configuration = FlinkSettings.complete(settings.load());
    PrintWriter progress = spec.commandLine().getErr();
    Evaluation evaluation =
        chosen.evaluation(
            configuration,
            line -> {
              progress.println(line);
              progress.flush();
            });
    EvaluatedEncoder encoder =
        weights.file == null
            ? EvaluatedEncoder.ofSnapshot(configuration, weights.name())
            : EvaluatedEncoder.ofWeights(
                configuration,
                weights.file,
                size == null ? OptionalInt.empty() : OptionalInt.of(size));
    ProtocolReport report;
    try {
      report = evaluation.of(encoder, data);
    } catch (TrainingStoppedException e) {
      progress.println(e.getMessage());
      progress.flush();
      return Hsicflow.QUIT;
    }
    if (out != null) {
      Files.writeString(
          out,
          JsonWriter.write(report.object()) + System.lineSeparator(),
          StandardOpenOption.CREATE_NEW);
    }
    form.print(spec.commandLine().getOut(), report::object, report::text);
    evaluation.delivered();
    return 0;
  }

  private void checkOut() {
    if (out == null) {
      return;
    }
    if (Files.exists(out)) {
      throw new UserException("--out " + out + " is there already: name a new file.");
    }
    OutFile.requirePlace("--out", out);
  }
}
