package io.hsicflow.operators.sequencer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlaceTest {

  @Test
  void oneTrainerTakesAllSlotsOfAStepInOrder() {
    assertThat(Place.of(0, 4, 1)).isEqualTo(new Place(0, 0, 0));
    assertThat(Place.of(3, 4, 1)).isEqualTo(new Place(0, 0, 3));
    assertThat(Place.of(4, 4, 1)).isEqualTo(new Place(1, 0, 0));
    assertThat(Place.of(4_000_000_000_002L, 4, 1)).isEqualTo(new Place(1_000_000_000_000L, 0, 2));
  }

  @Test
  void severalTrainersTakeNeighbouringPartsOfAStep() {
    assertThat(Place.of(5, 8, 2)).isEqualTo(new Place(0, 1, 1));
    assertThat(Place.of(8, 8, 2)).isEqualTo(new Place(1, 0, 0));
  }
}
