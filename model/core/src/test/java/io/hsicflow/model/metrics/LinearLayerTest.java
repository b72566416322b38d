package io.hsicflow.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LinearLayerTest {
  /** Logits of x: x, 2 - x and 1. */
  private static final LinearLayer LAYER =
      new LinearLayer(3, new double[] {1, -1, 0, /* biases */ 0, 2, 1});

  @Test
  void theLikeliestClassesAreThoseOfTheLargestLogits() {
    Vectors query = new Vectors(new float[] {3, -3, 0.5f}, 1);

    assertThat(LAYER.dimension()).isEqualTo(1);
    assertThat(LAYER.accuracy(query, new int[] {0, 1, 1}, 1)).isEqualTo(1);
    assertThat(LAYER.accuracy(query, new int[] {1, 2, 2}, 1)).isZero();
    assertThat(LAYER.accuracy(query, new int[] {1, 2, 2}, 2)).isEqualTo(2 / 3.0);
    assertThat(LAYER.accuracy(query, new int[] {1, 2, 2}, 3)).isEqualTo(1);
    assertThat(LAYER.accuracies(query, new int[] {1, 2, 2}, 3, 1, 2))
        .containsExactly(1, 0, 2 / 3.0);
  }

  @Test
  void ofEqualLogitsTheLowerClassComesFirst() {
    Vectors one = new Vectors(new float[] {1}, 1);

    assertThat(LAYER.accuracy(one, new int[] {0}, 1)).isEqualTo(1);
    assertThat(LAYER.accuracy(one, new int[] {2}, 2)).isZero();
  }

  @Test
  void shapesThatDoNotMatchAreRefused() {
    assertThatThrownBy(() -> new LinearLayer(3, new double[4])).hasMessageContaining("4 numbers");
    assertThatThrownBy(() -> LAYER.accuracy(new Vectors(new float[4], 2), new int[2], 1))
        .hasMessageContaining("vectors of 1 dimensions");
    assertThatThrownBy(() -> LAYER.accuracy(new Vectors(new float[2], 1), new int[1], 1))
        .hasMessageContaining("1 labels");
  }
}
