package io.hsicflow.pipeline.cli;

import io.hsicflow.model.json.JsonWriter;
import io.hsicflow.operators.clock.SystemClock;
import io.hsicflow.pipeline.OutFile;
import io.hsicflow.pipeline.config.ConfigArguments;
import io.hsicflow.pipeline.demo.DemoLearner;
import io.hsicflow.pipeline.experiment.ExperimentProgress;
import io.hsicflow.pipeline.experiment.StreamOrderExperiment;
import io.hsicflow.pipeline.experiment.StreamOrderResults;
import io.hsicflow.pipeline.experiment.StreamOrderSettings;
import io.hsicflow.pipeline.run.InterruptSignal;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains on streams that do not shuffle with each replay policy and compares the encoders. */
@Command(
    name = "stream-order",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "What does replay do for streams that do not shuffle? Trains in one pass over a stream of one class after the other"
          + " and over one of bursts, every picture 16 times in a row with small changes: without a buffer (each batch"
          + " repeated), with fifo, reservoir and min-redundancy, and on the same images shuffled. All arms take as many"
          + " steps from the same weights, in turns.",
      "Prints the kNN accuracy at the end on all classes and on the third of the classes that came first, over the seeds,"
          + " and for each thing that was expected whether it came out. All images are decoded once and held in memory.",
      "The learner is the demo's, its settings may be replaced (-Dlearner.width=64); learner.seed is the first seed.",
      "Ctrl-C ends it with the seeds that are complete (exit code 130)."
    })
final class StreamOrderCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ConfigArguments settings;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "The data set, any that 'hsicflow produce' reads; with labels (default: the demo's pictures of garments).")
  private Path data;

  @Option(
      names = "--places",
      paramLabel = "N",
      defaultValue = "20000",
      description =
          "Places in the training sequence of each arm, rounded down to what all of them fill (default ${DEFAULT-VALUE}).")
  private int places;

  @Option(
      names = "--k",
      paramLabel = "K",
      defaultValue = "4",
      description =
          "Places for each image: one when it comes and the others for images of the past, so that of --places a K-th"
              + " are images of the stream (default ${DEFAULT-VALUE}).")
  private int k;

  @Option(
      names = "--buffer",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Images that are held, at least two batches (default: a tenth of the stream's, which of ten classes in order"
              + " is one).")
  private int buffer;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Repeat all with so many seeds (default ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--bank",
      paramLabel = "N",
      defaultValue = "" + DemoLearner.PROBE,
      description = "Most images that neighbours are looked for among (default ${DEFAULT-VALUE}).")
  private int bank;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also write the results of every arm and seed to this file.")
  private Path json;

  StreamOrderCommand() {}

  @Override
  public Integer call() throws Exception {
    if (json != null) {
      OutFile.requirePlace("--json", json);
    }
    StreamOrderSettings what =
        new StreamOrderSettings(settings.load(), data, places, k, buffer, seeds, bank);
    AtomicBoolean stopped = new AtomicBoolean();
    InterruptSignal.onSignal(
        () -> stopped.set(true), () -> Runtime.getRuntime().halt(Hsicflow.QUIT));
    SystemClock clock = new SystemClock();
    ExperimentProgress progress =
        new ExperimentProgress(spec.commandLine().getErr(), System.console() != null, clock);
    StreamOrderResults results =
        new StreamOrderExperiment(what, progress, clock, stopped::get).run();
    PrintWriter out = spec.commandLine().getOut();
    results.lines().forEach(out::println);
    out.flush();
    if (json != null) {
      Files.writeString(json, JsonWriter.write(results.json()) + "\n");
    }
    return results.complete() ? 0 : Hsicflow.QUIT;
  }
}
