package io.hsicflow.pipeline.cli;

import io.hsicflow.connectors.source.ImagesOptions;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.operators.snapshot.SnapshotOptions;
import io.hsicflow.operators.snapshot.SnapshotStore;
import io.hsicflow.pipeline.OutFile;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.config.ConfigArguments;
import io.hsicflow.pipeline.embed.SampledImages;
import io.hsicflow.pipeline.export.NamedSnapshot;
import io.hsicflow.pipeline.job.FlinkSettings;
import io.hsicflow.pipeline.report.Pictures;
import io.hsicflow.pipeline.report.Report;
import io.hsicflow.pipeline.report.RunFolder;
import io.hsicflow.pipeline.report.SamplePictures;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reports a run. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes what became of a run as one HTML file that opens without a network: whether it learns or what went wrong,"
          + " curves, accuracy, throughput, settings, machine.",
      "It has what the folder has, and says what is missing. Nearest neighbours, a map of embeddings and views need"
          + " images: a demo leaves them; for other runs they come from --data, or else from the probe.folder of the run's"
          + " settings, by a snapshot of the run. The data set is read twice, and --images of it are embedded."
    })
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The folder of a demo or of a run.")
  private Path run;

  @Option(
      names = "--metrics",
      paramLabel = "FILE",
      description =
          "The numbers of the steps, which job.metrics-csv named (default RUN/progress.csv).")
  private Path metrics;

  @Option(
      names = "--snapshots",
      paramLabel = "FOLDER",
      description = "The snapshots, a local snapshot.folder (default RUN/snapshots).")
  private Path snapshots;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description = "Images for the pictures: any data set that 'hsicflow produce' reads.")
  private Path data;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "2000",
      description =
          "The most images of it that are embedded, those whose ids have the smallest hashes; from 2 to "
              + SampledImages.MOST
              + " (default ${DEFAULT-VALUE}).")
  private int images;

  @ArgGroup private SnapshotArgument snapshot;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The report; one that is there is replaced (default RUN/report.html).")
  private Path out;

  @Mixin private ConfigArguments settings;

  ReportCommand() {}

  @Override
  public Integer call() throws Exception {
    RunFolder usual = RunFolder.of(run);
    RunFolder folder =
        new RunFolder(
            run,
            metrics == null ? usual.progress() : metrics,
            snapshots == null ? usual.snapshots() : snapshots);
    folder.requireSomething();
    Path file = out == null ? run.resolve(Report.FILE) : out;
    // Asked before images are embedded, which may take a while.
    OutFile.requirePlace("--out", file);
    new Report(folder, pictures(folder)).write(file);
    PrintWriter writer = spec.commandLine().getOut();
    writer.println("Report: " + file);
    writer.flush();
    return 0;
  }

  /** What was asked for has to be there; else the page says why it is not. */
  private Pictures pictures(RunFolder folder) throws IOException {
    Pictures own = Pictures.of(folder);
    boolean asked = data != null || snapshot != null;
    if (own.isWhole() && !asked) {
      return own;
    }
    try {
      Configuration configuration = settings.load(folder.settingsFile());
      Path named = data == null ? probe(configuration) : data;
      if (named == null) {
        if (asked) {
          throw new UserException(
              "--snapshot says which snapshot embeds the images of a data set, and none is named: add --data.");
        }
        return own;
      }
      configuration.set(SnapshotOptions.FOLDER, folder.snapshots().toAbsolutePath().toString());
      return draw(folder, configuration, named);
    } catch (UserException | IOException | IllegalArgumentException | IllegalStateException e) {
      if (asked) {
        throw e;
      }
      return own.because(e.getMessage());
    }
  }

  private static Path probe(Configuration configuration) {
    String probe = configuration.get(ImagesOptions.PROBE_FOLDER);
    return probe == null ? null : Path.of(probe);
  }

  private Pictures draw(RunFolder folder, Configuration configuration, Path named)
      throws IOException {
    EncoderSnapshot encoder =
        NamedSnapshot.of(
                FlinkSettings.complete(configuration),
                snapshot == null ? SnapshotStore.NEWEST : snapshot.name())
            .read();
    try (SampledImages sample = SampledImages.draw(configuration, named, images)) {
      ReadingProgress progress = new ReadingProgress(spec.commandLine().getErr(), sample.total());
      Pictures drawn =
          new SamplePictures(configuration, named).make(folder, encoder, sample, progress::read);
      progress.end();
      return drawn;
    }
  }
}
