package io.hsicflow.pipeline.cli;

import io.hsicflow.operators.gate.Gate;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.pipeline.bench.AugmentBenchmark;
import io.hsicflow.pipeline.bench.AugmentTimes;
import io.hsicflow.pipeline.bench.AugmentWork;
import io.hsicflow.pipeline.bench.EncodedPictures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times decoding and augmentation. */
@Command(
    name = "augment",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Times how many images a second get their two views, from image files in memory and from decoded pictures, with"
          + " the gate's decoder and the augmenter's view maker in plain loops, without Flink.",
      "Says where the time goes and what is allocated. Several threads work each for themselves; images a second are"
          + " those of all together."
    })
final class BenchAugmentCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Threads, each with a decoder and a maker (default ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "A folder of images, or another data set that 'hsicflow produce' reads (default: made pictures like"
              + " photographs, of the views' size for views of up to 64 pixels, else 500x375 for 224).")
  private Path data;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "64",
      description = "Pictures that are taken in turn (default ${DEFAULT-VALUE}).")
  private int images;

  @Option(
      names = "--warmup",
      paramLabel = "SECONDS",
      defaultValue = "6",
      description = "Time before the first turn that counts (default ${DEFAULT-VALUE}).")
  private double warmup;

  @Option(
      names = "--seconds",
      paramLabel = "SECONDS",
      defaultValue = "1",
      description = "Length of a turn (default ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "Turns from encoded images, and as many from decoded (default ${DEFAULT-VALUE}).")
  private int repetitions;

  @Mixin private ViewsArguments views;
  @Mixin private PrintedForm form;

  BenchAugmentCommand() {}

  @Override
  public Integer call() throws Exception {
    Configuration options = views.options();
    AugmentWork work =
        new AugmentWork(options, pictures(options), threads, warmup, seconds, repetitions);
    AugmentTimes times = AugmentBenchmark.run(work);
    form.print(spec.commandLine().getOut(), times::json, times::text);
    return 0;
  }

  private EncodedPictures pictures(Configuration options) throws IOException {
    int size = options.get(LearnerOptions.SIZE);
    return data == null
        ? EncodedPictures.made(images, size)
        : EncodedPictures.of(
            data, images, options.get(LearnerOptions.SEED), Gate.decoder(options, size));
  }
}
