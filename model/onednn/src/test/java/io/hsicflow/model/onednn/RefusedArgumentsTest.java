package io.hsicflow.model.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.NormOperands;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Tensor;
import org.junit.jupiter.api.Test;

/** A primitive whose arguments were refused half-way leaves none of them to the next one. */
class RefusedArgumentsTest {
  /** More than there is room for arguments, if every refused call left one. */
  private static final int TIMES = 50;

  @Test
  void anOperationOnAClosedTensorHasNoEffectOnTheNext() {
    try (Backend b = Opened.with(Precision.FLOAT32, 1)) {
      b.scoped(
          () -> {
            Tensor x = b.activation(new double[] {1, 2, 3, 4}, 1, 1, 2, 2);
            Tensor other = b.activation(new double[] {10, 20, 30, 40}, 1, 1, 2, 2);
            Tensor weights = b.of(new double[] {3}, 1, 1, 1, 1);
            Tensor one = b.of(new double[] {1}, 1);
            Tensor closedMean = b.of(new double[] {5}, 1);
            closedMean.close();
            Tensor closed = b.activation(new double[] {7, 7, 7, 7}, 1, 1, 2, 2);
            closed.close();
            NormOperands withoutMean = new NormOperands(closedMean, one, 0, one, one);
            for (int i = 0; i < TIMES; i++) {
              assertThatThrownBy(() -> b.normalise(x, withoutMean, false))
                  .isInstanceOf(IllegalStateException.class)
                  .hasMessageContaining("closed");
              assertThatThrownBy(() -> b.addInPlace(x, closed))
                  .isInstanceOf(IllegalStateException.class)
                  .hasMessageContaining("closed");
            }
            assertThat(b.read(b.convolution(x, weights, 1, 0))).containsExactly(3, 6, 9, 12);
            assertThat(b.read(b.normalise(x, new NormOperands(one, one, 0, one, one), false)))
                .containsExactly(1, 2, 3, 4);
            b.addInPlace(x, other);
            assertThat(b.read(x)).containsExactly(11, 22, 33, 44);
          });
    }
  }
}
