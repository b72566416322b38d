package io.hsicflow.pipeline.cli;

import io.hsicflow.pipeline.demo.DemoFolder;
import io.hsicflow.pipeline.demo.DemoLearner;
import io.hsicflow.pipeline.demo.DemoRun;
import io.hsicflow.pipeline.demo.DemoSettings;
import io.hsicflow.pipeline.run.InterruptSignal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the whole job on real images in this process and says what the encoder has learned. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains a small encoder on a stream of images, with broker and dashboard in this process, and compares its"
          + " embeddings with raw pixels and with the untrained encoder.",
      "Without options: bundled pictures of garments, at most 5 minutes on two cores.",
      "Exit code 0: the trained encoder's accuracy is 3 points above both; 3: it is not, or learning went wrong."
    })
final class DemoCommand implements Callable<Integer> {
  /** Ended by Ctrl-C. */
  private static final int INTERRUPTED = 130;

  private static final double DEFAULT_MINUTES = 4;
  private static final long DEFAULT_MOST_STEPS = 1_400;
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "Stream these images instead: a folder, a tar or tar.gz, CIFAR-10's binary batches, or IDX files.")
  private Path data;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description =
          "Train for so long: some steps are timed first, and the number of steps is fixed from that (default 4, of at"
              + " most 1400 steps).")
  private Double minutes;

  @Option(names = "--steps", paramLabel = "N", description = "Train for so many steps instead.")
  private Long steps;

  @Option(
      names = "--seed",
      defaultValue = "0",
      description = "Seed of pictures, order, weights and draws (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--depth",
      defaultValue = "" + DemoLearner.DEPTH,
      description = "Depth of the ResNet: 18, 34, 50, 101 or 152 (default ${DEFAULT-VALUE}).")
  private int depth;

  @Option(
      names = "--width",
      defaultValue = "" + DemoLearner.WIDTH,
      description = "Channels of its first group; 64 is the standard (default ${DEFAULT-VALUE}).")
  private int width;

  @Option(
      names = "--size",
      defaultValue = "" + DemoLearner.SIZE,
      description = "Side of its input in pixels (default ${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--batch",
      defaultValue = "" + DemoLearner.BATCH,
      description = "Images of a step (default ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--bank",
      defaultValue = "" + DemoLearner.PROBE,
      description = "Most images that neighbours are looked for among (default ${DEFAULT-VALUE}).")
  private int bank;

  @Option(
      names = "--query",
      defaultValue = "" + DemoLearner.PROBE,
      description =
          "Most images that are classified by their neighbours (default ${DEFAULT-VALUE}).")
  private int query;

  @Option(
      names = "--ui-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description =
          "Port of the dashboard on localhost, 0 for any free one (default ${DEFAULT-VALUE}).")
  private int uiPort;

  @Option(
      names = "--keep-running",
      description = "Leave dashboard and broker up after the table, until Ctrl-C.")
  private boolean keepRunning;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description =
          "New folder for snapshots, metrics, settings and log (default runs/demo-DATE-TIME).")
  private Path out;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description =
          "A setting of the job in place of the demo's; 'hsicflow options' lists them. May be repeated.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  DemoCommand() {}

  @Override
  public Integer call() throws Exception {
    Double time = minutes == null && steps == null ? Double.valueOf(DEFAULT_MINUTES) : minutes;
    long most = minutes == null && steps == null ? DEFAULT_MOST_STEPS : Integer.MAX_VALUE;
    DemoSettings settings =
        new DemoSettings(
            seed,
            data,
            time,
            steps,
            most,
            depth,
            width,
            size,
            batch,
            bank,
            query,
            uiPort,
            keepRunning,
            overrides);
    Clock clock = Clock.systemDefaultZone();
    Path root =
        out != null ? out : Path.of("runs", "demo-" + LocalDateTime.now(clock).format(STAMP));
    DemoFolder folder = DemoFolder.create(root);
    // Read by the log's configuration when the first logger is made, which is below.
    System.setProperty("hsicflow.log", folder.log().toString());
    PrintWriter writer = spec.commandLine().getOut();
    AtomicBoolean stopped = new AtomicBoolean();
    Thread demo = Thread.currentThread();
    InterruptSignal.onSignal(
        () -> {
          stopped.set(true);
          demo.interrupt();
        },
        () -> Runtime.getRuntime().halt(INTERRUPTED));
    try {
      return new DemoRun(settings, folder, writer, System.console() != null, clock).run();
    } catch (Exception e) {
      if (!stopped.get()) {
        throw e;
      }
      writer.println();
      writer.println("Stopped by Ctrl-C. What there is until now: " + folder.root());
      writer.flush();
      return INTERRUPTED;
    }
  }
}
