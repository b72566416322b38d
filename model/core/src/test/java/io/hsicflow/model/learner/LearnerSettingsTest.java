package io.hsicflow.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.guard.CollapsePolicy;
import io.hsicflow.model.guard.GuardSettings;
import io.hsicflow.model.guard.NonFinitePolicy;
import io.hsicflow.model.loss.LossSettings;
import io.hsicflow.model.network.Normalisation;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.optim.OptimiserSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearnerSettingsTest {
  @Test
  void defaultsAreThoseOfTheMethod() {
    LearnerSettings settings = LearnerSettings.builder().batch(4096).steps(312_784).build();
    assertThat(settings.architecture())
        .isEqualTo(
            new ArchitectureSettings(
                50,
                Stem.IMAGENET,
                64,
                224,
                4096,
                256,
                true,
                new Normalisation(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225))));
    assertThat(settings.loss()).isEqualTo(LossSettings.DEFAULT);
    assertThat(settings.optimiser()).isEqualTo(new OptimiserSettings(1e-6, 1e-3, 0.9, 0.999));
    assertThat(settings.schedule().peakRate()).isEqualTo(6.4);
    assertThat(settings.schedule().warmupSteps()).isEqualTo(3127);
    assertThat(settings.schedule().baseTau()).isEqualTo(0.99);
    assertThat(settings.hiddens()).isEqualTo(4);
    assertThat(settings.guard())
        .isEqualTo(new GuardSettings(NonFinitePolicy.SKIP, 0.1, 100, CollapsePolicy.HOLD, 1000, 3));
  }

  @Test
  void peakRateOutranksTheBaseRate() {
    assertThat(LearnerSettings.builder().baseRate(0.2).batch(64).build().schedule().peakRate())
        .isEqualTo(0.05);
    assertThat(LearnerSettings.builder().baseRate(0.2).peakRate(5).build().schedule().peakRate())
        .isEqualTo(5);
  }

  @Test
  void aBuilderFromSettingsGivesThemBack() {
    LearnerSettings settings =
        LearnerSettings.builder()
            .depth(18)
            .stem(Stem.CIFAR)
            .inputSize(32)
            .width(16)
            .target(false)
            .normalisation(new Normalisation(List.of(0.5, 0.4, 0.3), List.of(0.1, 0.2, 1.0)))
            .seed(9)
            .probeClasses(10)
            .warmupSteps(3)
            .guard(new GuardSettings(NonFinitePolicy.STOP, 0.2, 7, CollapsePolicy.ROLLBACK, 50, 1))
            .build();
    assertThat(settings.toBuilder().build()).isEqualTo(settings);
  }

  @Test
  void numbersThatCannotBeAreRefusedWithASentence() {
    assertThatThrownBy(() -> LearnerSettings.builder().depth(20).build())
        .hasMessageContaining("20")
        .hasMessageContaining("18, 34");
    assertThatThrownBy(() -> LearnerSettings.builder().batch(1).build())
        .hasMessageContaining("2 images");
    assertThatThrownBy(() -> LearnerSettings.builder().probeClasses(1).build())
        .hasMessageContaining("2 classes");
    assertThatThrownBy(() -> LearnerSettings.builder().gamma(Double.NaN).build())
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> LearnerSettings.builder().evaluationDecay(1).build())
        .hasMessageContaining("decay");
    assertThatThrownBy(() -> LearnerSettings.builder().frequencies(0).build())
        .hasMessageContaining("frequency");
    assertThatThrownBy(() -> LearnerSettings.builder().baseTau(0.99).tauCeiling(0.9).build())
        .hasMessageContaining("ceiling");
  }
}
