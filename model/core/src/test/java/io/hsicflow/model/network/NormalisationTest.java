package io.hsicflow.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NormalisationTest {
  private static final List<Double> THREE = List.of(0.5, 0.25, 0.125);

  @Test
  void givesItsNumbersRedFirst() {
    assertThat(new Normalisation(THREE, List.of(1.0, 2.0, 3.0)).means())
        .containsExactly(0.5, 0.25, 0.125);
    assertThat(new Normalisation(THREE, List.of(1.0, 2.0, 3.0)).deviations())
        .containsExactly(1, 2, 3);
  }

  @Test
  void refusesNumbersThatCannotBeWithASentence() {
    assertThatThrownBy(() -> new Normalisation(List.of(0.5), THREE))
        .hasMessageContaining("[0.5]")
        .hasMessageContaining("three of each");
    assertThatThrownBy(() -> new Normalisation(THREE, List.of(0.5, 0.0, 0.5)))
        .hasMessageContaining("[0.5, 0.0, 0.5]")
        .hasMessageContaining("above 0");
    assertThatThrownBy(() -> new Normalisation(List.of(0.5, Double.NaN, 0.5), THREE))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> new Normalisation(THREE, List.of(0.5, 1.0, Double.POSITIVE_INFINITY)))
        .hasMessageContaining("Infinity");
  }
}
