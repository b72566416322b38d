package io.hsicflow.pipeline.bench;

import io.hsicflow.model.augment.Preprocess;
import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.image.DecodedPixels;
import io.hsicflow.model.learner.Encoder;
import io.hsicflow.model.metrics.Vectors;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.pipeline.demo.Score;
import java.util.List;

/**
 * Judges snapshots by the nearest neighbours of the query in the bank, as the demo does. Embeds on
 * the learner's backend and device in single precision, and searches on the processors.
 */
final class LearnAccuracy {
  private static final int CHUNK = 500;

  private final LearnSettings settings;
  private final LearnPictures pictures;
  private final int bytes;
  private final Preprocess preprocess;

  LearnAccuracy(LearnSettings settings, LearnPictures pictures) {
    this.settings = settings;
    this.pictures = pictures;
    int size = settings.size();
    bytes = 3 * size * size;
    preprocess = new Preprocess(Preprocess.Kind.defaultFor(size), size);
  }

  /**
   * Accuracies as fractions of the query; NaN where an embedding is not finite.
   *
   * @param nearest5 majority of the 5 nearest
   * @param nearest200 the 200 nearest, weighted
   */
  record Fractions(double nearest5, double nearest200) {}

  Fractions of(EncoderSnapshot snapshot) {
    Vectors bank;
    Vectors query;
    try (Backend backend = settings.openToEmbed();
        Encoder encoder = Encoder.load(backend, snapshot)) {
      bank = embedded(encoder, pictures.bank());
      query = embedded(encoder, pictures.query());
    }
    if (!bank.isFinite() || !query.isFinite()) {
      return new Fractions(Double.NaN, Double.NaN);
    }
    Score score =
        Score.ofSearch(
            "encoder",
            Score.Kind.TRAINED,
            Score.Search.COSINE,
            bank,
            query,
            pictures.labels(),
            Runtime.getRuntime().availableProcessors());
    return new Fractions(score.nearest5(), score.nearest200());
  }

  private Vectors embedded(Encoder encoder, List<DecodedPixels> images) {
    int dimension = encoder.dimension();
    float[] values = new float[Math.multiplyExact(images.size(), dimension)];
    for (int from = 0; from < images.size(); from += CHUNK) {
      int count = Math.min(CHUNK, images.size() - from);
      byte[] pixels = new byte[Math.multiplyExact(count, bytes)];
      for (int i = 0; i < count; i++) {
        DecodedPixels image = images.get(from + i);
        preprocess.apply(image.rgb(), image.width(), image.height(), pixels, i * bytes);
      }
      float[] chunk = encoder.embed(pixels, count);
      System.arraycopy(chunk, 0, values, from * dimension, chunk.length);
    }
    return new Vectors(values, dimension);
  }
}
