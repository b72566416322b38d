package io.hsicflow.operators.evaluator;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationOptionsTest {

  @Test
  void theDefaultsAreInTheirRanges() {
    assertThatCode(() -> EvaluationOptions.check(new Configuration())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "evaluation.share, 0",
    "evaluation.share, 1.5",
    "evaluation.share, NaN",
    "evaluation.k, 0",
    "evaluation.temperature, 0",
    "evaluation.max-images, 3",
    "evaluation.batch, 0",
    "evaluation.drift-images, -1",
    "evaluation.poll, 0 s"
  })
  void whatIsOutOfItsRangeIsRefusedWithASentence(String key, String value) {
    assertThatThrownBy(() -> EvaluationOptions.check(Configuration.fromMap(Map.of(key, value))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key + " is ");
  }
}
