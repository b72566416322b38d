package io.hsicflow.model.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DrawnRowsTest {
  private static final int[] DRAWS = {9, 2, 7, 2, 7, 0, 7};

  @Test
  void namesEachRowOnceTheMostOftenDrawnFirst() {
    DrawnRows drawn = DrawnRows.of(DRAWS, 4);
    assertThat(drawn.rows()).containsExactly(7, 2, 0, 9);
    assertThat(drawn.times()).containsExactly(3, 2, 1, 1);
    assertThat(drawn.drawn()).isEqualTo(4);
  }

  @Test
  void isAsLongWhateverWasDrawn() {
    DrawnRows drawn = DrawnRows.of(DRAWS, 6);
    assertThat(drawn.rows()).hasSize(6);
    assertThat(Arrays.copyOfRange(drawn.times(), 4, 6)).containsOnly(0);
    assertThat(drawn.drawn()).isEqualTo(4);
  }

  @Test
  void losesNoRowWhereThereAreMoreThanWasSaid() {
    assertThatThrownBy(() -> DrawnRows.of(DRAWS, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 different rows were drawn where there are 3");
  }

  @Test
  void isNoLongerThanTheDraws() {
    assertThat(DrawnRows.of(DRAWS, 1_000).rows()).hasSize(DRAWS.length);
  }
}
