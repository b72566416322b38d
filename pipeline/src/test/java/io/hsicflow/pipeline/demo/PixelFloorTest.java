package io.hsicflow.pipeline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.metrics.Vectors;
import io.hsicflow.pipeline.report.BankAndQuery;
import org.junit.jupiter.api.Test;

class PixelFloorTest {
  private static Score linear(int size) {
    Vectors bank = new Vectors(new float[] {0, 1, 1, 0, 0, 0.9f, 0.9f, 0}, 2);
    Vectors query = new Vectors(new float[] {0, 0.8f, 0.8f, 0}, 2);
    return PixelFloor.linear(
        new BankAndQuery(bank, query),
        size,
        new ProbeLabels(new int[] {0, 1, 0, 1}, new int[] {0, 1}));
  }

  @Test
  void aClassifiersRowSaysAtWhichSideItSawThePictures() {
    assertThat(linear(32).name()).isEqualTo("raw pixels at 16 x 16");
    assertThat(linear(17).name()).isEqualTo("raw pixels at 16 x 16");
    assertThat(linear(16).name()).isEqualTo("raw pixels");
  }

  @Test
  void aClassifiersRowHasNothingButItsAccuracy() {
    Score score = linear(32);

    assertThat(score.kind()).isEqualTo(Score.Kind.PIXELS_TO_LEARN);
    assertThat(score.linear()).isEqualTo(1);
    assertThat(score.nearest5()).isNaN();
    assertThat(score.nearest200()).isNaN();
    assertThat(score.rankMe()).isNaN();
    assertThat(score.deviation()).isNaN();
  }
}
