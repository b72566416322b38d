package io.hsicflow.operators.evaluator;

import io.hsicflow.model.learner.Encoder;
import io.hsicflow.model.metrics.Vectors;
import java.util.List;
import java.util.function.Function;

/**
 * What an encoder makes of a probe.
 *
 * @param probe the pictures and their classes
 * @param bank embeddings of the bank
 * @param query embeddings of the query
 * @param view1 embeddings of one view of the first pictures of the query
 * @param view2 embeddings of another view of the same
 */
record EmbeddedProbe(Probe probe, Vectors bank, Vectors query, Vectors view1, Vectors view2) {

  /** Pairs of views that are embedded at most: enough for a mean to three digits. */
  private static final int MOST_PAIRS = 500;

  /**
   * Embeds all of it.
   *
   * @param batch pictures at a time
   * @param between called after each
   */
  static EmbeddedProbe of(Encoder encoder, Probe probe, int batch, Runnable between) {
    Pass pass = new Pass(encoder, batch, between);
    List<ProbePicture> pairs = probe.query().subList(0, Math.min(MOST_PAIRS, probe.query().size()));
    return new EmbeddedProbe(
        probe,
        pass.embed(probe.bank(), ProbePicture::whole),
        pass.embed(probe.query(), ProbePicture::whole),
        pass.embed(pairs, ProbePicture::view1),
        pass.embed(pairs, ProbePicture::view2));
  }

  /** Embeddings of whole pictures alone. */
  static Vectors of(Encoder encoder, List<ProbePicture> pictures, int batch, Runnable between) {
    return new Pass(encoder, batch, between).embed(pictures, ProbePicture::whole);
  }

  /** Whether every embedding is a finite number. */
  boolean isFinite() {
    return bank.isFinite() && query.isFinite() && view1.isFinite() && view2.isFinite();
  }

  private record Pass(Encoder encoder, int batch, Runnable between) {
    Vectors embed(List<ProbePicture> pictures, Function<ProbePicture, byte[]> pixels) {
      int dimension = encoder.dimension();
      int bytes = 3 * encoder.inputSize() * encoder.inputSize();
      float[] values = new float[Math.multiplyExact(pictures.size(), dimension)];
      byte[] input = new byte[Math.multiplyExact(batch, bytes)];
      for (int first = 0; first < pictures.size(); first += batch) {
        int count = Math.min(batch, pictures.size() - first);
        for (int i = 0; i < count; i++) {
          System.arraycopy(pixels.apply(pictures.get(first + i)), 0, input, i * bytes, bytes);
        }
        float[] embedded = encoder.embed(input, count);
        System.arraycopy(embedded, 0, values, first * dimension, embedded.length);
        between.run();
      }
      return new Vectors(values, dimension);
    }
  }
}
