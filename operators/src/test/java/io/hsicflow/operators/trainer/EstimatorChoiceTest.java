package io.hsicflow.operators.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.loss.Estimator;
import io.hsicflow.model.loss.FeatureDirections;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class EstimatorChoiceTest {
  @Test
  void smallBatchesAreExactAndLargeOnesAreNot() {
    assertThat(estimator(256, options -> {})).isEqualTo(Estimator.EXACT);
    assertThat(estimator(257, options -> {})).isEqualTo(Estimator.FEATURES);
  }

  @Test
  void withoutATargetNetworkABatchHasHalfAsManyHiddens() {
    assertThat(estimator(512, options -> options.set(LearnerOptions.TARGET, false)))
        .isEqualTo(Estimator.EXACT);
    assertThat(estimator(513, options -> options.set(LearnerOptions.TARGET, false)))
        .isEqualTo(Estimator.FEATURES);
  }

  @Test
  void whoSetsWhatOnlyFeaturesHaveGetsFeatures() {
    assertThat(estimator(64, options -> options.set(LossOptions.DRAWS, 1)))
        .isEqualTo(Estimator.FEATURES);
    assertThat(estimator(64, options -> options.set(LossOptions.FREQUENCIES, 512)))
        .isEqualTo(Estimator.FEATURES);
    assertThat(
            estimator(
                64, options -> options.set(LossOptions.FEATURES, FeatureDirections.INDEPENDENT)))
        .isEqualTo(Estimator.FEATURES);
  }

  @Test
  void whatIsSetStands() {
    assertThat(
            estimator(64, options -> options.set(LossOptions.ESTIMATOR, EstimatorChoice.FEATURES)))
        .isEqualTo(Estimator.FEATURES);
    assertThat(
            estimator(1000, options -> options.set(LossOptions.ESTIMATOR, EstimatorChoice.EXACT)))
        .isEqualTo(Estimator.EXACT);
  }

  private static Estimator estimator(int batch, Consumer<Configuration> settings) {
    Configuration options = new Configuration();
    options.set(LearnerOptions.BATCH, batch);
    settings.accept(options);
    return LearnerOptions.settings(options).loss().estimator();
  }
}
