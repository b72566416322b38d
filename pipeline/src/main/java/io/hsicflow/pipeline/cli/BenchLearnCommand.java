package io.hsicflow.pipeline.cli;

import io.hsicflow.model.json.JsonWriter;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.bench.LearnBenchmark;
import io.hsicflow.pipeline.bench.LearnPoint;
import io.hsicflow.pipeline.bench.LearnSettings;
import io.hsicflow.pipeline.config.ConfigArguments;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains without Flink and says how good the encoder gets. */
@Command(
    name = "learn",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains on a data set in a plain loop, without Flink and Kafka, and prints the kNN accuracy against images seen and"
          + " minutes of training, evaluations not counted.",
      "Learner, loss, schedule and augmentation are settings of a job (-Dlearner.width=64). All images are decoded"
          + " once and held in memory, so the data must fit the heap (HSICFLOW_JVM=-Xmx8g).",
      "Neighbours are looked for among images that are trained on; those that are classified, the test part or else one"
          + " in ten, are not. Embeddings are made on the learner's backend in float32."
    })
final class BenchLearnCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ConfigArguments settings;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description = "The data set, any that 'hsicflow produce' reads; with labels.")
  private Path data;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "Infinity",
      description = "End after so much training, or sooner by --images or learner.steps.")
  private double minutes;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "" + Long.MAX_VALUE,
      description = "End before more images than these are seen, at least one step.")
  private long images;

  @Option(
      names = "--every",
      paramLabel = "IMAGES",
      defaultValue = "0",
      description = "Evaluate after so many images each time (default: once an epoch).")
  private long every;

  @Option(
      names = "--bank",
      paramLabel = "N",
      defaultValue = "50000",
      description = "Most images that neighbours are looked for among (default ${DEFAULT-VALUE}).")
  private int bank;

  @Option(
      names = "--augment-threads",
      paramLabel = "T",
      description = "Threads that make views (default: all processors but 2, at least 1).")
  private Integer augmentThreads;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "New file for the evaluations, a JSON object a line.")
  private Path out;

  BenchLearnCommand() {}

  @Override
  public Integer call() throws Exception {
    LearnSettings what =
        new LearnSettings(settings.load(), data, minutes, images, threads(), every, bank);
    PrintWriter printed = spec.commandLine().getOut();
    try (PrintWriter lines = out == null ? null : lines(out)) {
      LearnPoint best =
          LearnBenchmark.run(
              what,
              begin -> say(printed, heading(begin, what)),
              point -> tell(printed, lines, point));
      say(
          printed,
          String.format(
              Locale.ROOT,
              "Best: %.2f %% (k = 200) after %,d images and %.2f minutes.",
              100 * best.nearest200(),
              best.images(),
              best.minutes()));
      if (lines != null && lines.checkError()) {
        throw new IOException("Not all evaluations could be written to " + out + ".");
      }
    }
    return 0;
  }

  private int threads() {
    return augmentThreads == null
        ? Math.max(1, Runtime.getRuntime().availableProcessors() - 2)
        : augmentThreads;
  }

  private static PrintWriter lines(Path file) throws IOException {
    if (Files.exists(file)) {
      throw new UserException("--out " + file + " is there already: name a new file.");
    }
    return new PrintWriter(Files.newBufferedWriter(file));
  }

  private static String heading(LearnBenchmark.Begin begin, LearnSettings what) {
    return String.format(
        Locale.ROOT,
        "%,d images to learn from, bank of %,d, query of %,d, %,d refused; backend %s, views by %d threads.%n%s",
        begin.train(),
        begin.bank(),
        begin.query(),
        begin.refused(),
        begin.backend(),
        what.augmentThreads(),
        LearnPoint.header());
  }

  private static void tell(PrintWriter printed, PrintWriter lines, LearnPoint point) {
    say(printed, point.text());
    if (lines != null) {
      say(lines, JsonWriter.write(point.json()));
    }
  }

  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}
