package io.hsicflow.pipeline.cli;

import io.hsicflow.operators.clock.SystemClock;
import io.hsicflow.operators.evaluator.EvaluationOptions;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.pipeline.evaluate.KnnProtocol;
import io.hsicflow.pipeline.evaluate.LabelChoice;
import io.hsicflow.pipeline.evaluate.ProbeProtocol;
import io.hsicflow.pipeline.evaluate.SemiProtocol;
import io.hsicflow.pipeline.evaluate.TrainedEvaluation;
import io.hsicflow.pipeline.evaluate.TrainingOptions;
import io.hsicflow.pipeline.evaluate.WorkPlace;
import io.hsicflow.pipeline.run.InterruptSignal;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what an encoder is worth on a labelled data set. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Evaluates a snapshot, or torchvision's weights, on a labelled data set. The snapshot stays as it is.",
      "Progress goes to the error output. knn, probe and semi hold the embeddings of all images in memory"
          + " (HSICFLOW_JVM=-Xmx8g), of pictures brought to the encoder's input as the snapshot says; linear and finetune keep"
          + " the decoded pictures in a temporary file (HSICFLOW_JVM=-Djava.io.tmpdir=FOLDER) and classify centre crops."
          + " -Dembed.preprocess=whole or centre-crop says otherwise."
    })
final class EvaluateCommand implements Runnable {
  @Spec private CommandSpec spec;

  EvaluateCommand() {}

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "Say by which protocol to evaluate: knn, probe, linear, finetune or semi.");
  }

  @Command(
      name = "knn",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Weighted nearest neighbours: the k training images with the largest cosines vote exp(cosine / temperature) for"
              + " their classes. Prints top-1 and top-5 of the test images, by the classes with the most votes.")
  int knn(
      @Mixin EvaluateArguments arguments,
      @Option(
              names = "--k",
              paramLabel = "K",
              description = "Neighbours that vote (default: evaluation.k).")
          Integer k,
      @Option(
              names = "--temperature",
              paramLabel = "T",
              description = "Temperature of the vote (default: evaluation.temperature).")
          Double temperature)
      throws IOException {
    return arguments.run(
        settings ->
            new KnnProtocol(
                k == null ? settings.get(EvaluationOptions.K) : k,
                temperature == null ? settings.get(EvaluationOptions.TEMPERATURE) : temperature,
                LearnerOptions.threads(settings)));
  }

  @Command(
      name = "probe",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "A linear classifier of the training images' embeddings: softmax regression with bias on standardised dimensions,"
            + " weight decay 0.001, by limited-memory BFGS from zeros until no part of the gradient exceeds 0.0001. Prints"
            + " top-1 and top-5 of the test images.",
        "Nothing is drawn, so that equal embeddings give equal figures. It is what a job's evaluator calls linear, and not"
            + " the paper's linear evaluation, which trains on augmented views: 'evaluate linear'."
      })
  int probe(@Mixin EvaluateArguments arguments) throws IOException {
    return arguments.run(settings -> new ProbeProtocol());
  }

  @Command(
      name = "linear",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "The paper's linear evaluation: a linear layer with bias on the embeddings of the encoder, which stays as it is,"
            + " trained by momentum (0.9, no weight decay, warm-up and cosine) on random resized crops and flips. The average"
            + " of the layer (0.999) classifies the centre crops of the test images. Prints top-1 and top-5.",
        "Every view of every epoch is embedded anew; 'evaluate probe' embeds each image once and takes far less time.",
        "The pictures are decoded once, to a temporary file of 3 bytes a pixel, each no larger than gate.shrink-to-times has it;"
            + " HSICFLOW_JVM=-Djava.io.tmpdir=FOLDER says where."
      })
  int linear(@Mixin EvaluateArguments arguments, @Mixin TrainingArguments training)
      throws IOException {
    return trained(arguments, training, "linear", false, List.of(LabelChoice.ALL));
  }

  @Command(
      name = "finetune",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Fine-tuning: as 'evaluate linear', with the encoder free, in training mode from the snapshot's weights. The"
              + " averages of encoder and layer classify the test images.")
  int finetune(@Mixin EvaluateArguments arguments, @Mixin TrainingArguments training)
      throws IOException {
    return trained(arguments, training, "finetune", true, List.of(LabelChoice.ALL));
  }

  @Command(
      name = "semi",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "The classifier of 'evaluate probe', or with --finetune the training of 'evaluate finetune', on few labels: of each"
            + " class the share of its training images, rounded up, whose ids have the smallest hashes. All test images are"
            + " classified.",
        "A protocol of ours: the reference code has none for few labels."
      })
  int semi(
      @Mixin EvaluateArguments arguments,
      @Option(
              names = "--labels",
              paramLabel = "SHARE",
              split = ",",
              defaultValue = "0.01,0.1",
              description =
                  "Shares of the labels, above 0 and at most 1 (default ${DEFAULT-VALUE}).")
          List<Double> shares,
      @Option(
              names = "--finetune",
              description =
                  "Train the encoder too; the options of the training go with it, and epochs are of the chosen images.")
          boolean finetune,
      @Mixin TrainingArguments training)
      throws IOException {
    List<LabelChoice> choices = shares.stream().map(LabelChoice::new).toList();
    if (finetune) {
      return trained(arguments, training, SemiProtocol.NAME, true, choices);
    }
    if (training.isGiven()) {
      throw new CommandLine.ParameterException(
          spec.subcommands().get(SemiProtocol.NAME),
          "Without --finetune nothing is trained by steps: leave out --epochs, --batch, --base-rate, --warmup-steps, --seed and"
              + " --work.");
    }
    return arguments.run(settings -> new SemiProtocol(choices));
  }

  private static int trained(
      EvaluateArguments arguments,
      TrainingArguments training,
      String name,
      boolean encoderFree,
      List<LabelChoice> choices)
      throws IOException {
    TrainingOptions options = training.options();
    WorkPlace work = training.place(arguments.out());
    return arguments.evaluate(
        (settings, lines) -> {
          TrainedEvaluation evaluation =
              new TrainedEvaluation(
                  settings, name, encoderFree, options, choices, work, new SystemClock(), lines);
          Runnable quit = () -> Runtime.getRuntime().halt(Hsicflow.QUIT);
          InterruptSignal.onSignal(
              () -> {
                if (!evaluation.stop()) {
                  quit.run();
                }
              },
              quit);
          return evaluation;
        });
  }
}
