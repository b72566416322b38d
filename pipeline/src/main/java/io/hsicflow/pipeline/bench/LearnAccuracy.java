package io.hsicflow.pipeline.bench;

import io.hsicflow.model.augment.Preprocess;
import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.image.DecodedPixels;
import io.hsicflow.model.learner.Encoder;
import io.hsicflow.model.metrics.Vectors;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.pipeline.demo.ProbeLabels;
import io.hsicflow.pipeline.demo.Score;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;

/**
 * Judges snapshots by the nearest neighbours of the query in the bank, as the demo does. Embeds on
 * the learner's backend and device in single precision, and searches on the processors.
 */
public final class LearnAccuracy {
  private static final int CHUNK = 500;

  private final Configuration options;
  private final LearnPictures pictures;
  private final int bytes;
  private final Preprocess preprocess;

  /**
   * @param options of a job: backend and size
   */
  public LearnAccuracy(Configuration options, LearnPictures pictures) {
    this.options = options;
    this.pictures = pictures;
    int size = options.get(LearnerOptions.SIZE);
    bytes = 3 * size * size;
    preprocess = new Preprocess(Preprocess.Kind.defaultFor(size), size);
  }

  /**
   * Accuracies as fractions of the query; NaN where an embedding is not finite, or there is no
   * query.
   *
   * @param nearest5 majority of the 5 nearest
   * @param nearest200 the 200 nearest, weighted
   */
  public record Fractions(double nearest5, double nearest200) {}

  /** Bank and query, embedded. */
  public final class Embedded {
    private final Vectors bank;
    private final Vectors query;

    private Embedded(Vectors bank, Vectors query) {
      this.bank = bank;
      this.query = query;
    }

    /** Of the whole query. */
    public Fractions all() {
      return fractions(query, pictures.labels().query());
    }

    /** Of the query images of some classes, among the whole bank. */
    public Fractions of(Set<Integer> classes) {
      int[] labels = pictures.labels().query();
      int[] chosen =
          IntStream.range(0, labels.length).filter(i -> classes.contains(labels[i])).toArray();
      int dimension = query.dimension();
      float[] values = new float[chosen.length * dimension];
      for (int i = 0; i < chosen.length; i++) {
        System.arraycopy(query.values(), chosen[i] * dimension, values, i * dimension, dimension);
      }
      int[] theirs = IntStream.of(chosen).map(i -> labels[i]).toArray();
      return fractions(new Vectors(values, dimension), theirs);
    }

    private Fractions fractions(Vectors asked, int[] classes) {
      if (classes.length == 0 || !bank.isFinite() || !asked.isFinite()) {
        return new Fractions(Double.NaN, Double.NaN);
      }
      Score score =
          Score.ofSearch(
              "encoder",
              Score.Kind.TRAINED,
              Score.Search.COSINE,
              bank,
              asked,
              new ProbeLabels(pictures.labels().bank(), classes),
              Runtime.getRuntime().availableProcessors());
      return new Fractions(score.nearest5(), score.nearest200());
    }
  }

  /** Embeds bank and query. */
  public Embedded of(EncoderSnapshot snapshot) {
    try (Backend backend = LearnBackend.openToEmbed(options);
        Encoder encoder = Encoder.load(backend, snapshot)) {
      return new Embedded(embedded(encoder, pictures.bank()), embedded(encoder, pictures.query()));
    }
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
