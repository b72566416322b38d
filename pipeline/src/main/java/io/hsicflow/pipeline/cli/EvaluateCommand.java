package io.hsicflow.pipeline.cli;

import io.hsicflow.operators.evaluator.EvaluationOptions;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.pipeline.evaluate.KnnProtocol;
import io.hsicflow.pipeline.evaluate.LinearProtocol;
import io.hsicflow.pipeline.evaluate.SemiProtocol;
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
      "Evaluates a snapshot, or torchvision's weights, on a labelled data set, with the encoder as it is.",
      "Pictures are brought to the encoder's input as the snapshot says, or as embed.preprocess does (-Dembed.preprocess="
          + "centre-crop). Progress goes to the error output. The embeddings of all images are held in memory"
          + " (HSICFLOW_JVM=-Xmx8g)."
    })
final class EvaluateCommand implements Runnable {
  @Spec private CommandSpec spec;

  EvaluateCommand() {}

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Say by which protocol to evaluate: knn, linear or semi.");
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
      name = "linear",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "A linear classifier of the training images' embeddings: softmax regression with bias on standardised dimensions,"
            + " weight decay 0.001, by limited-memory BFGS from zeros until no part of the gradient exceeds 0.0001. Prints"
            + " top-1 and top-5 of the test images.",
        "Nothing is drawn, so that equal embeddings give equal figures. It is not the paper's linear evaluation, which trains"
            + " on augmented views by SGD."
      })
  int linear(@Mixin EvaluateArguments arguments) throws IOException {
    return arguments.run(settings -> new LinearProtocol());
  }

  @Command(
      name = "semi",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "The linear classifier of 'evaluate linear', trained on few labels: of each class the share of its training images,"
            + " rounded up, whose ids have the smallest hashes. The encoder stays as it is, and all test images are"
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
          List<Double> shares)
      throws IOException {
    return arguments.run(settings -> new SemiProtocol(shares));
  }
}
