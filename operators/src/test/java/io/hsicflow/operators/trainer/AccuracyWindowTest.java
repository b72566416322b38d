package io.hsicflow.operators.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccuracyWindowTest {
  private final AccuracyWindow window = new AccuracyWindow(3);

  @Test
  void hasNoNumberBeforeTheFirstStep() {
    assertThat(window.mean()).isNaN();
  }

  @Test
  void forgetsWhatLiesBehindTheWindow() {
    window.add(1);
    assertThat(window.mean()).isEqualTo(1);
    window.add(0.5);
    assertThat(window.mean()).isEqualTo(0.75);
    window.add(0);
    window.add(0.25);
    assertThat(window.mean()).isEqualTo(0.25);
    window.add(0);
    window.add(0);
    assertThat(window.mean()).isEqualTo(0.25 / 3);
  }
}
