package io.hsicflow.pipeline.cli;

import io.hsicflow.connectors.produce.ImageProducer;
import io.hsicflow.connectors.produce.ProduceProgress;
import io.hsicflow.connectors.produce.ProduceSettings;
import io.hsicflow.pipeline.config.ConfigArguments;
import io.hsicflow.pipeline.job.InputOptions;
import io.hsicflow.pipeline.run.InterruptSignal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Publishes a data set. */
@Command(
    name = "produce",
    mixinStandardHelpOptions = true,
    description = {
      "Publishes images: a folder of them (a folder a class or not), a tar or tar.gz of one, CIFAR-10's"
          + " binary batches, or IDX files (MNIST's format).",
      "The settings say where the brokers are and, by images.format, how a record is written."
    })
final class ProduceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigArguments settings;

  @Option(names = "--data", required = true, paramLabel = "PATH", description = "The data set.")
  private Path data;

  @Option(
      names = "--topic",
      required = true,
      paramLabel = "T",
      description = "The topic to publish to.")
  private String topic;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "0",
      description = "Images a second; 0 (the default) for as fast as the brokers take them.")
  private double rate;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "1",
      description = "How often all of it is published (default ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--shuffle",
      paramLabel = "SEED",
      defaultValue = "0",
      description = "Seed of the order, another order each time over (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--in-order", description = "Keep the data set's own order.")
  private boolean inOrder;

  ProduceCommand() {}

  @Override
  public Integer call() throws Exception {
    Configuration configuration = settings.load();
    ProduceSettings what =
        ProduceSettings.of(data, topic)
            .withFormat(configuration.get(InputOptions.FORMAT))
            .withRate(rate)
            .withEpochs(epochs)
            .withShuffleSeed(inOrder ? OptionalLong.empty() : OptionalLong.of(seed));
    ImageProducer producer = new ImageProducer(configuration, what, Clock.systemUTC());
    InterruptSignal.onSignal(producer::stop, () -> Runtime.getRuntime().halt(Hsicflow.QUIT));
    PrintWriter out = spec.commandLine().getOut();
    ProduceProgress end = producer.run(progress -> say(out, "\r" + line(progress)));
    say(out, System.lineSeparator());
    if (end.tooLarge() > 0) {
      say(
          out,
          end.tooLarge()
              + " images are larger than the topic or kafka.max.request.size takes; raise both, and"
              + " topics.image-bytes."
              + System.lineSeparator());
    }
    return 0;
  }

  private static String line(ProduceProgress progress) {
    String of = progress.total().isPresent() ? " of " + progress.total().getAsLong() : "";
    return String.format(
        Locale.ROOT,
        "%,d%s images delivered, %.0f a second, %d passed over, time over %d",
        progress.delivered(),
        of,
        progress.imagesPerSecond(),
        progress.skipped() + progress.tooLarge(),
        progress.epoch());
  }

  private static void say(PrintWriter out, String text) {
    out.print(text);
    out.flush();
  }
}
