package io.hsicflow.pipeline.evaluate;

import io.hsicflow.model.metrics.Vectors;
import io.hsicflow.operators.clock.Clock;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.embed.DataSetImages;
import io.hsicflow.pipeline.embed.EmbeddingPass;
import io.hsicflow.pipeline.embed.EmbeddingReport;
import io.hsicflow.pipeline.embed.ImageFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;

/**
 * Embeds a labelled data set in one {@link EmbeddingPass}. All embeddings are held on the heap, 4
 * bytes for each dimension.
 */
public final class SetEmbedder {
  private static final int LEAST = 2;
  private static final long NANOS_BETWEEN_LINES = 5_000_000_000L;
  private static final String TEST = "test";

  private final Configuration settings;
  private final Clock clock;
  private final Consumer<EmbedProgress> progress;

  /**
   * @param settings of the gate, the backend and the preprocessing
   * @param progress is told every few seconds and at the end
   */
  public SetEmbedder(Configuration settings, Clock clock, Consumer<EmbedProgress> progress) {
    this.settings = settings;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Embeds all of it.
   *
   * @param data any data set that {@code produce} reads
   * @throws UserException with a sentence, where images or classes are too few, or an embedding is
   *     not finite
   */
  EmbeddedSet embed(EvaluatedEncoder encoder, Path data) throws IOException {
    try (EmbeddingPass pass = EmbeddingPass.open(settings, encoder.snapshot());
        DataSetImages images = DataSetImages.open(settings, data)) {
      Labelled labelled = new Labelled(pass.dimension());
      Lines lines = new Lines(images.total());
      EmbeddingReport report = pass.run(images, labelled::take, lines::read);
      lines.tell(clock.nanos());
      EmbeddingCollector embeddings = labelled.embeddings;
      return checked(
          new EmbeddedSet(
              embeddings.classes(),
              embeddings.part(false),
              embeddings.part(true),
              pass.preprocessing(),
              report.refused(),
              labelled.without),
          data);
    }
  }

  private static EmbeddedSet checked(EmbeddedSet set, Path data) {
    long taught = Arrays.stream(set.train().labels()).distinct().count();
    if (taught < LEAST || set.test().count() == 0) {
      throw new UserException(
          "%s has %d images to learn from, of %d classes, and %d to test with (%d could not be decoded, %d have no class): give a folder a class below train/ and test/, of at least 2 classes."
              .formatted(
                  data,
                  set.train().count(),
                  taught,
                  set.test().count(),
                  set.refused(),
                  set.unlabelled()));
    }
    if (!set.train().vectors().isFinite() || !set.test().vectors().isFinite()) {
      throw new UserException(
          "The encoder's embeddings of "
              + data
              + " are not all finite numbers, and nothing can be said of them: evaluate another encoder.");
    }
    return set;
  }

  /** The embeddings of the images that have a class. */
  private static final class Labelled {
    private final EmbeddingCollector embeddings;
    private long without;

    Labelled(int dimension) {
      embeddings = new EmbeddingCollector(dimension);
    }

    void take(List<ImageFacts> images, Vectors vectors, byte[] pixels) {
      for (int i = 0; i < images.size(); i++) {
        ImageFacts image = images.get(i);
        if (image.label() == null) {
          without++;
        } else {
          int from = i * vectors.dimension();
          embeddings.add(
              image.id(),
              image.label(),
              TEST.equals(image.split()),
              Arrays.copyOfRange(vectors.values(), from, from + vectors.dimension()));
        }
      }
    }
  }

  /** Tells how far it is, from time to time. */
  private final class Lines {
    private final OptionalLong total;
    private final long start = clock.nanos();
    private long told = start;
    private long done;

    Lines(OptionalLong total) {
      this.total = total;
    }

    void read(long images) {
      done = images;
      long now = clock.nanos();
      if (now - told >= NANOS_BETWEEN_LINES) {
        tell(now);
      }
    }

    void tell(long now) {
      told = now;
      progress.accept(new EmbedProgress(done, total, 1e9 * done / Math.max(1, now - start)));
    }
  }
}
