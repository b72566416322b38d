package io.hsicflow.pipeline.cli;

import io.hsicflow.pipeline.bench.HiddensSettings;
import io.hsicflow.pipeline.bench.LossBenchmark;
import io.hsicflow.pipeline.bench.LossTimes;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times the loss alone, by the ways to estimate it. */
@Command(
    name = "loss",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Times the loss with its gradient and the kernel scale's update, without networks, for 1 and 8 draws of"
          + " independent and orthogonal random features and for the exact kernel.",
      "Says how far each gradient is from the exact kernel's: the mean over the timed steps of |g - exact| / |exact|"
          + " and of the cosine of both."
    })
final class BenchLossCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--batch",
      split = ",",
      paramLabel = "N",
      defaultValue = "64,256,1024",
      description = "Images of a step; several are measured in turn (default ${DEFAULT-VALUE}).")
  private List<Integer> batches;

  @Option(
      names = "--output",
      defaultValue = "256",
      description = "Dimension of the hiddens (default ${DEFAULT-VALUE}).")
  private int output;

  @Option(
      names = "--spread",
      defaultValue = "1",
      description =
          "Length of the random vector by which each of an image's 4 hiddens lies off the image's random unit vector,"
              + " before it is normalised (default ${DEFAULT-VALUE}).")
  private double spread;

  @Mixin private MeasuringOptions options;

  BenchLossCommand() {}

  @Override
  public Integer call() {
    List<HiddensSettings> hiddens =
        batches.stream().map(images -> new HiddensSettings(images, output, spread)).toList();
    LossTimes times = LossBenchmark.run(hiddens, options.measuring());
    options.print(spec.commandLine().getOut(), times::json, times::text);
    return 0;
  }
}
