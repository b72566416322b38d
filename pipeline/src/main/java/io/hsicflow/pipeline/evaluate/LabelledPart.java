package io.hsicflow.pipeline.evaluate;

import io.hsicflow.model.metrics.Vectors;
import java.util.List;

/**
 * Embeddings of the images of one part of a data set.
 *
 * @param ids of the images
 * @param labels their classes, numbers from 0
 * @param vectors their embeddings, not normalised
 */
record LabelledPart(List<String> ids, int[] labels, Vectors vectors) {

  int count() {
    return labels.length;
  }

  /** The images at those places, in that order. */
  LabelledPart at(int[] places) {
    int dimension = vectors.dimension();
    String[] chosen = new String[places.length];
    int[] theirs = new int[places.length];
    float[] values = new float[places.length * dimension];
    for (int i = 0; i < places.length; i++) {
      chosen[i] = ids.get(places[i]);
      theirs[i] = labels[places[i]];
      System.arraycopy(vectors.values(), places[i] * dimension, values, i * dimension, dimension);
    }
    return new LabelledPart(List.of(chosen), theirs, new Vectors(values, dimension));
  }
}
