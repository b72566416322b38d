package io.hsicflow.pipeline.embed;

import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.pipeline.OutFile;
import io.hsicflow.pipeline.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;

/** A new file of embeddings, which is there only when it is complete. */
public final class EmbeddingsFile {
  /** The metadata, or the column, that says which snapshot made the embeddings. */
  static final String DIGEST = "snapshot_digest";

  private static final String CSV = ".csv";
  private static final String SAFETENSORS = ".safetensors";

  private final Path target;

  /**
   * A file to be written.
   *
   * @param target its name ends in {@code .safetensors} or {@code .csv}
   * @throws UserException where it does not, it is there already, or its folder is not
   */
  public EmbeddingsFile(Path target) {
    this.target = target.toAbsolutePath().normalize();
    if (!isCsv() && !endsWith(SAFETENSORS)) {
      throw new UserException(
          "--out is "
              + target
              + ", and its ending says in which form embeddings are written: give a name that ends in .safetensors or"
              + " .csv.");
    }
    if (Files.exists(this.target)) {
      throw new UserException(
          "There is a file " + target + " already, and embed replaces none: name another.");
    }
    OutFile.requirePlace("--out", target);
  }

  private boolean isCsv() {
    return endsWith(CSV);
  }

  private boolean endsWith(String ending) {
    return target.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(ending);
  }

  /**
   * Embeds a set of images and writes what comes of it; where nothing comes of it, or it was
   * stopped, there is no file afterwards.
   *
   * @param progress is told now and then how many records were read
   * @throws UserException where the gate lets in no image of the set
   */
  public EmbeddingReport write(
      EmbeddingPass pass, EncoderSnapshot snapshot, ImageSet images, LongConsumer progress)
      throws IOException {
    Path aside =
        target.resolveSibling(
            "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      EmbeddingReport report;
      try (EmbeddingsOutput out = open(aside, pass, snapshot, images)) {
        report =
            pass.run(
                images,
                (facts, embeddings, pixels) -> {
                  for (int i = 0; i < facts.size(); i++) {
                    out.add(facts.get(i), embeddings.values(), i * embeddings.dimension());
                  }
                },
                progress);
        if (report.embedded() > 0 && !report.stopped()) {
          out.finish();
        }
      }
      if (report.stopped()) {
        return report;
      }
      if (report.embedded() == 0) {
        throw new UserException("Nothing was written: " + none(images, report));
      }
      Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
      return report;
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private static String none(ImageSet images, EmbeddingReport report) {
    return report.refused() == 0
        ? images.name() + " has no images."
        : "the gate refused all "
            + report.refused()
            + " images of "
            + images.name()
            + "; the first is "
            + report.named().get(0).name()
            + ": "
            + report.named().get(0).message();
  }

  private EmbeddingsOutput open(
      Path file, EmbeddingPass pass, EncoderSnapshot snapshot, ImageSet images) throws IOException {
    if (isCsv()) {
      return new CsvEmbeddings(file, pass.dimension(), snapshot.digest(), images.isTopic());
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(DIGEST, snapshot.digest());
    metadata.put("snapshot_step", Long.toString(snapshot.metadata().step()));
    metadata.put("preprocessing", pass.preprocessing());
    metadata.put("data", images.name());
    return new SafetensorsEmbeddings(file, pass.dimension(), metadata);
  }
}
