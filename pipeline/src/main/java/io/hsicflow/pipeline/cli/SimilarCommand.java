package io.hsicflow.pipeline.cli;

import io.hsicflow.model.metrics.Vectors;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.config.ConfigArguments;
import io.hsicflow.pipeline.embed.DataSetImages;
import io.hsicflow.pipeline.embed.EmbeddingPass;
import io.hsicflow.pipeline.embed.EmbeddingReport;
import io.hsicflow.pipeline.embed.ImageSet;
import io.hsicflow.pipeline.embed.NearestImages;
import io.hsicflow.pipeline.embed.StoredEmbeddings;
import io.hsicflow.pipeline.views.SimilarSheet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds the images that are nearest to one. */
@Command(
    name = "similar",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints the images of a data set whose embeddings by one snapshot have the largest cosine with that of an image,"
          + " the nearest first.",
      "The image itself is the nearest where the data set has it. Exit code 4: images of the set were refused by the gate"
          + " and not searched."
    })
final class SimilarCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigArguments settings;

  @ArgGroup(multiplicity = "1")
  private SnapshotArgument snapshot;

  @Option(
      names = "--query",
      required = true,
      paramLabel = "IMAGE",
      description = "The file of the image whose like is looked for.")
  private Path query;

  @ArgGroup(multiplicity = "1")
  private Bank bank;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many images are printed (default ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--sheet",
      paramLabel = "FILE.png",
      description =
          "With --data: draw the image and its like, as the encoder sees them, on this sheet.")
  private Path sheet;

  @Mixin private PrintedForm form;

  SimilarCommand() {}

  /** What is searched. */
  private static final class Bank {
    @Option(
        names = "--data",
        paramLabel = "PATH",
        description = "Embed and search these images: all that embed --data takes.")
    private Path data;

    @Option(
        names = "--embeddings",
        paramLabel = "FILE",
        description = "Search this safetensors file, which embed has made by the same snapshot.")
    private Path embeddings;
  }

  @Override
  public Integer call() throws IOException {
    if (count < 1) {
      throw new UserException("--count is " + count + ": ask for at least 1 image.");
    }
    if (sheet != null && bank.data == null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--sheet goes with --data: a file of embeddings has no pictures.");
    }
    Configuration configuration = settings.load();
    EncoderSnapshot encoder = snapshot.find(configuration).read();
    NearestImages nearest;
    long refused = 0;
    try (EmbeddingPass pass = EmbeddingPass.open(configuration, encoder)) {
      SimilarSheet drawn = sheet == null ? null : new SimilarSheet(sheet, pass.inputSize());
      Query embedded = query(configuration, pass);
      nearest = new NearestImages(embedded.embedding, count);
      if (bank.embeddings != null) {
        StoredEmbeddings.read(bank.embeddings, encoder).offerTo(nearest);
      } else {
        refused = search(configuration, pass, nearest).refused();
      }
      if (drawn != null) {
        draw(drawn, embedded, nearest);
      }
    }
    long leftOut = refused;
    form.print(
        spec.commandLine().getOut(), () -> object(encoder, nearest, leftOut), () -> text(nearest));
    return refused == 0 ? 0 : Hsicflow.INCOMPLETE;
  }

  private record Query(Vectors embedding, byte[] rgb) {}

  private Query query(Configuration configuration, EmbeddingPass pass) throws IOException {
    List<Query> taken = new ArrayList<>();
    EmbeddingReport report;
    try (ImageSet image = DataSetImages.open(configuration, query)) {
      if (image.total().orElse(0) != 1) {
        throw new UserException("--query is " + query + ", but must be one image file.");
      }
      report =
          pass.run(
              image,
              (facts, embeddings, pixels) ->
                  taken.add(new Query(embeddings, Arrays.copyOf(pixels, imageBytes(pass)))),
              read -> {});
    }
    if (taken.isEmpty()) {
      throw new UserException(
          "The image "
              + query
              + " cannot be embedded. "
              + (report.refused() == 0
                  ? "Its file is empty or too large."
                  : report.named().get(0).message()));
    }
    return taken.get(0);
  }

  /** What is said meanwhile goes beside the result, which others may read. */
  private EmbeddingReport search(
      Configuration configuration, EmbeddingPass pass, NearestImages nearest) throws IOException {
    PrintWriter beside = spec.commandLine().getErr();
    try (ImageSet images = DataSetImages.open(configuration, bank.data)) {
      ReadingProgress progress = new ReadingProgress(beside, images.total());
      EmbeddingReport report =
          pass.run(
              images,
              (facts, embeddings, pixels) ->
                  nearest.offer(facts, embeddings, pixels, imageBytes(pass)),
              progress::read);
      progress.end();
      EmbeddingText.print(beside, report);
      return report;
    }
  }

  private static int imageBytes(EmbeddingPass pass) {
    return 3 * pass.inputSize() * pass.inputSize();
  }

  private void draw(SimilarSheet drawn, Query embedded, NearestImages nearest) throws IOException {
    List<SimilarSheet.Cell> cells = new ArrayList<>();
    cells.add(new SimilarSheet.Cell(query.getFileName().toString(), "the query", embedded.rgb));
    for (NearestImages.Match match : nearest.matches()) {
      cells.add(
          new SimilarSheet.Cell(shown(match) + labelled(match), match.image().id(), match.rgb()));
    }
    PrintWriter beside = spec.commandLine().getErr();
    drawn.write(cells).ifPresent(beside::println);
    beside.flush();
  }

  private static String labelled(NearestImages.Match match) {
    return match.image().label() == null ? "" : " " + match.image().label();
  }

  private static String shown(NearestImages.Match match) {
    return String.format(Locale.ROOT, "%.4f", match.similarity());
  }

  private Map<String, Object> object(EncoderSnapshot encoder, NearestImages nearest, long refused) {
    List<Map<String, Object>> matches = new ArrayList<>();
    for (NearestImages.Match match : nearest.matches()) {
      Map<String, Object> each = match.image().object();
      each.put("similarity", match.similarity());
      matches.add(each);
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("query", query.toString());
    object.put("snapshot_step", encoder.metadata().step());
    object.put("snapshot_digest", encoder.digest());
    object.put("searched", nearest.searched());
    object.put("refused", refused);
    object.put("similar", matches);
    return object;
  }

  private static String text(NearestImages nearest) {
    TextColumns columns = new TextColumns("similarity", "label", "id");
    for (NearestImages.Match match : nearest.matches()) {
      columns.row(
          shown(match),
          match.image().label() == null ? "-" : match.image().label(),
          match.image().place() == null
              ? match.image().id()
              : match.image().id() + " at " + match.image().place());
    }
    return columns.text() + nearest.searched() + " images were searched." + System.lineSeparator();
  }
}
