package io.hsicflow.pipeline.cli;

import io.hsicflow.operators.replay.HeldForm;
import io.hsicflow.operators.replay.ReplayKind;
import io.hsicflow.operators.replay.ReplayOptions;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.bench.ReplayBenchmark;
import io.hsicflow.pipeline.bench.ReplayTimes;
import io.hsicflow.pipeline.bench.ReplayWork;
import io.hsicflow.pipeline.config.ConfigArguments;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times the buffer of replay. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Fills a buffer of replay in the sequencer of a Flink job, draws from the full one, takes two checkpoints and"
          + " restores the second.",
      "Says how many images a second go in and out, what memory and disk the buffer takes, how large the checkpoints"
          + " are, how long they keep the sequencer's thread and how long they take. Other settings of the job by"
          + " -Dkey=value, the heap by HSICFLOW_JVM=-Xmx4g."
    })
final class BenchReplayCommand implements Callable<Integer> {
  private static final List<ReplayKind> BUFFERS =
      List.of(ReplayKind.FIFO, ReplayKind.RESERVOIR, ReplayKind.MIN_REDUNDANCY);

  private static final List<String> BACKENDS = List.of("rocksdb", "hashmap");

  @Spec private CommandSpec spec;

  @Mixin private ConfigArguments settings;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Images that the buffer holds (default ${DEFAULT-VALUE}).")
  private int images;

  @Option(
      names = "--size",
      paramLabel = "N",
      defaultValue = "32",
      description = "Side of the images in pixels (default ${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--more",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Fresh images that are timed with a full buffer (default ${DEFAULT-VALUE}).")
  private long more;

  @Option(
      names = "--policy",
      paramLabel = "POLICY",
      defaultValue = "reservoir",
      description = "reservoir, fifo or min-redundancy (default ${DEFAULT-VALUE}).")
  private String policy;

  @Option(
      names = "--held",
      paramLabel = "FORM",
      defaultValue = "decoded",
      description = "In what form images are held: decoded or encoded (default ${DEFAULT-VALUE}).")
  private String held;

  @Option(
      names = "--places",
      paramLabel = "K",
      defaultValue = "2",
      description = "Places for each fresh image, itself counted (default ${DEFAULT-VALUE}).")
  private double places;

  @Option(
      names = "--backend",
      paramLabel = "BACKEND",
      defaultValue = "rocksdb",
      description = "State backend: rocksdb or hashmap, the heap (default ${DEFAULT-VALUE}).")
  private String backend;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description =
          "Where buffer and checkpoints are written, in a folder that is removed afterwards (default: the folder of"
              + " temporary files).")
  private Path folder;

  @Mixin private PrintedForm form;

  BenchReplayCommand() {}

  @Override
  public Integer call() throws Exception {
    Configuration options = settings.load();
    options.set(ReplayOptions.POLICY, named("--policy", policy, BUFFERS));
    options.set(ReplayOptions.HELD, named("--held", held, List.of(HeldForm.values())));
    options.set(ReplayOptions.PLACES, places);
    options.set(StateBackendOptions.STATE_BACKEND, named("--backend", backend, BACKENDS));
    PrintWriter progress = spec.commandLine().getErr();
    ReplayTimes times =
        ReplayBenchmark.run(
            new ReplayWork(options, images, size, more, folder),
            held -> {
              progress.println(
                  String.format(Locale.ROOT, "%,d of %,d images are held.", held, images));
              progress.flush();
            });
    form.print(spec.commandLine().getOut(), times::json, times::text);
    return 0;
  }

  private static <T> T named(String option, String text, List<T> allowed) {
    return allowed.stream()
        .filter(one -> one.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "%s is %s; give %s."
                        .formatted(
                            option,
                            text,
                            allowed.stream()
                                .map(Object::toString)
                                .collect(Collectors.joining(" or ")))));
  }
}
