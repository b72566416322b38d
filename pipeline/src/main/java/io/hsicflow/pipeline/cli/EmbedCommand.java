package io.hsicflow.pipeline.cli;

import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.pipeline.config.ConfigArguments;
import io.hsicflow.pipeline.config.TopicNames;
import io.hsicflow.pipeline.embed.DataSetImages;
import io.hsicflow.pipeline.embed.EmbeddingPass;
import io.hsicflow.pipeline.embed.EmbeddingReport;
import io.hsicflow.pipeline.embed.EmbeddingsFile;
import io.hsicflow.pipeline.embed.ImageSet;
import io.hsicflow.pipeline.embed.TopicImages;
import io.hsicflow.pipeline.run.InterruptSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Embeds images without a job. */
@Command(
    name = "embed",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Embeds all images of a data set with one snapshot, in the order of the set, and writes the embeddings to a new file.",
      "With --topic the images of a topic, or of a range of its offsets, are embedded again, in the order of partitions and"
          + " offsets; each then has its place too, topic-partition-offset.",
      "FILE.safetensors holds 'embeddings', float32 [n, d], and 'images', the bytes of n lines of JSON with id, label and"
          + " split of each image; its metadata has the snapshot's digest. FILE.csv has the columns id, label, split,"
          + " snapshot_digest and e0 to the last number.",
      "The gate's limits hold as in a job. Exit code 4: the file was written, but images were refused; they are counted"
          + " and the first of them named."
    })
final class EmbedCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigArguments settings;

  @ArgGroup(multiplicity = "1")
  private SnapshotArgument snapshot;

  @ArgGroup(multiplicity = "1")
  private Images images;

  @Option(
      names = "--partition",
      paramLabel = "P",
      description = "With --topic: this partition alone (default: one after the other).")
  private Integer partition;

  @Option(
      names = "--from",
      paramLabel = "OFFSET",
      description =
          "With --topic: the first offset, of --partition where there are several (default: the first there is).")
  private Long from;

  @Option(
      names = "--to",
      paramLabel = "OFFSET",
      description =
          "With --topic: the offset behind the last, of --partition where there are several (default: the end that"
              + " there is at the start).")
  private Long to;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The new file; its name ends in .safetensors or .csv.")
  private Path out;

  EmbedCommand() {}

  /** What is embedded. */
  private static final class Images {
    @Option(
        names = "--data",
        paramLabel = "PATH",
        description =
            "A folder of images (a folder a class or not), a tar or tar.gz of one, CIFAR-10's binary batches, IDX files"
                + " (MNIST's format), or one image.")
    private Path data;

    @Option(
        names = "--topic",
        paramLabel = "T",
        description =
            "The committed records of this topic, read as images.format says, or images for the one that the settings"
                + " name so.")
    private String topic;
  }

  @Override
  public Integer call() throws IOException {
    if (images.topic == null && (partition != null || from != null || to != null)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--partition, --from and --to go with --topic.");
    }
    Configuration configuration = settings.load();
    EmbeddingsFile file = new EmbeddingsFile(out);
    EncoderSnapshot encoder = snapshot.find(configuration).read();
    PrintWriter writer = spec.commandLine().getOut();
    EmbeddingReport report;
    try (ImageSet set = open(configuration);
        EmbeddingPass pass = EmbeddingPass.open(configuration, encoder)) {
      InterruptSignal.onSignal(pass::stop, () -> Runtime.getRuntime().halt(Hsicflow.QUIT));
      ReadingProgress progress = new ReadingProgress(writer, set.total());
      report = file.write(pass, encoder, set, progress::read);
      progress.end();
    }
    EmbeddingText.print(writer, report);
    if (report.stopped()) {
      writer.println("Stopped before the last image; nothing was written.");
      writer.flush();
      return Hsicflow.QUIT;
    }
    writer.printf(
        "%s: %d embeddings of the snapshot of step %d, digest %s%n",
        out, report.embedded(), encoder.metadata().step(), encoder.digest());
    writer.flush();
    return report.refused() == 0 ? 0 : Hsicflow.INCOMPLETE;
  }

  private ImageSet open(Configuration configuration) throws IOException {
    if (images.topic == null) {
      return DataSetImages.open(configuration, images.data);
    }
    return TopicImages.open(
        configuration,
        TopicNames.resolve(images.topic, configuration),
        partition == null ? OptionalInt.empty() : OptionalInt.of(partition),
        from == null ? OptionalLong.empty() : OptionalLong.of(from),
        to == null ? OptionalLong.empty() : OptionalLong.of(to));
  }
}
