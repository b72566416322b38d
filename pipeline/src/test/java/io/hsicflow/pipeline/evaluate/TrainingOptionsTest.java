package io.hsicflow.pipeline.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.learner.SupervisedSettings;
import io.hsicflow.pipeline.UserException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TrainingOptionsTest {

  /**
   * docs/method.md section 6: 90 epochs of 1,281,167 images in batches of 4096 are 28,150 steps.
   */
  @Test
  void theDefaultsArePapersOnImageNet() {
    SupervisedSettings settings =
        new TrainingOptions(
                SupervisedSettings.EPOCHS,
                4096,
                SupervisedSettings.BASE_RATE,
                OptionalLong.empty(),
                0)
            .settings(1_281_167, 1000, false);

    assertThat(settings).isEqualTo(new SupervisedSettings(1000, 4096, 28_150, 100, 8, false, 0));
  }

  @Test
  void aShortTrainingWarmsUpForATenthOfItUnlessTold() {
    assertThat(options(1, 10, OptionalLong.empty()).settings(300, 2, true).warmupSteps())
        .isEqualTo(3);
    assertThat(options(1, 10, OptionalLong.of(0)).settings(300, 2, true).warmupSteps()).isZero();
  }

  @Test
  void whatIsNoTrainingIsRefused() {
    assertThatThrownBy(() -> options(0, 10, OptionalLong.empty()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("0 epochs");
    assertThatThrownBy(() -> options(1, 64, OptionalLong.empty()).settings(63, 2, false))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("1 epochs of 63 images are not one batch of 64");
    assertThatThrownBy(() -> options(1, 10, OptionalLong.of(30)).settings(300, 2, false))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--warmup-steps");
  }

  private static TrainingOptions options(int epochs, int batch, OptionalLong warmup) {
    return new TrainingOptions(epochs, batch, 0.5, warmup, 0);
  }
}
