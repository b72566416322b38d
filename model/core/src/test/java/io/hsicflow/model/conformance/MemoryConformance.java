package io.hsicflow.model.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Scope;
import io.hsicflow.model.backend.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Views, scopes, raw copies and tasks side by side. */
public abstract class MemoryConformance {
  /** Opens the backend under test with that many threads. */
  protected abstract Backend open(Precision precision, int threads);

  @ParameterizedTest
  @EnumSource
  void sharesMemoryWithViews(Precision precision) {
    try (Backend b = open(precision, 1)) {
      Tensor flat = b.persistentZeros(10);
      Tensor view = b.view(flat, 4, 2, 3);
      b.write(view, new double[] {1, 2, 3, 4, 5, 6});
      assertThat(b.read(flat)).containsExactly(0, 0, 0, 0, 1, 2, 3, 4, 5, 6);
      Tensor inner = b.view(view, 3, 3);
      assertThat(b.read(inner)).containsExactly(4, 5, 6);
      view.close();
      assertThat(b.read(flat)[9]).isEqualTo(6);
      assertThatThrownBy(() -> b.view(flat, 5, 2, 3)).hasMessageContaining("does not fit");
    }
  }

  @ParameterizedTest
  @EnumSource
  void copiesNumbersAsLittleEndianBytes(Precision precision) {
    try (Backend b = open(precision, 1)) {
      Tensor whole = b.of(new double[] {7, 1.5, -2}, 3);
      Tensor t = b.view(whole, 1, 2);
      for (boolean direct : new boolean[] {true, false}) {
        int size = 2 * precision.bytes();
        ByteBuffer buffer =
            direct ? ByteBuffer.allocateDirect(size + 3) : ByteBuffer.allocate(size + 3);
        buffer.position(2);
        b.copyTo(t, buffer);
        assertThat(buffer.position()).isEqualTo(2 + size);
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        double first = precision == Precision.FLOAT64 ? buffer.getDouble(2) : buffer.getFloat(2);
        assertThat(first).isEqualTo(1.5);
        buffer.position(2);
        Tensor back = b.zeros(2);
        b.copyFrom(buffer, back);
        assertThat(buffer.position()).isEqualTo(2 + size);
        assertThat(b.read(back)).containsExactly(1.5, -2);
        assertThatThrownBy(() -> b.copyTo(t, buffer)).hasMessageContaining("room");
        assertThatThrownBy(() -> b.copyFrom(buffer, back)).hasMessageContaining("holds only");
      }
    }
  }

  @Test
  void freesWithItsScopeWhatWasMadeInIt() {
    try (Backend b = open(Precision.FLOAT32, 2)) {
      Tensor[] made = new Tensor[3];
      Tensor kept = b.persistentZeros(4);
      b.scoped(
          () -> {
            made[0] = b.zeros(4);
            b.sideBySide(() -> made[1] = b.zeros(4), () -> made[2] = b.zeros(4));
            b.fill(made[2], 3);
          });
      for (Tensor tensor : made) {
        assertThatThrownBy(() -> b.read(tensor)).isInstanceOf(IllegalStateException.class);
      }
      assertThat(b.read(kept)).containsOnly(0);
    }
  }

  @Test
  void refusesTensorsOfAClosedBackend() {
    Tensor tensor;
    try (Backend b = open(Precision.FLOAT32, 1)) {
      tensor = b.persistentZeros(4);
    }
    try (Backend b = open(Precision.FLOAT32, 1)) {
      assertThatThrownBy(() -> b.read(tensor)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void refusesScopesClosedOutOfOrder() {
    try (Backend b = open(Precision.FLOAT32, 1)) {
      Scope outer = b.scope();
      Scope inner = b.scope();
      assertThatThrownBy(outer::close).hasMessageContaining("innermost");
      inner.close();
      outer.close();
    }
  }

  @Test
  void throwsWhatATaskBesideAnotherThrew() {
    try (Backend b = open(Precision.FLOAT32, 2)) {
      Runnable fails =
          () -> {
            throw new IllegalArgumentException("the second one");
          };
      assertThatThrownBy(() -> b.sideBySide(() -> {}, fails)).hasMessage("the second one");
      assertThatThrownBy(() -> b.sideBySide(fails, () -> {})).hasMessage("the second one");
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsActivationsInTheOrderInWhichTheyWereGiven(Precision precision) {
    try (Backend b = open(precision, 1)) {
      double[] values = new double[2 * 3 * 4 * 5];
      for (int i = 0; i < values.length; i++) {
        values[i] = i;
      }
      Tensor x = b.activation(values, 2, 3, 4, 5);
      assertThat(x.isActivation()).isTrue();
      assertThat(b.read(x)).isEqualTo(values);
    }
  }
}
