package io.hsicflow.operators.sources;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceLabelsTest {

  private final SourceLabels labels = new SourceLabels();

  @Test
  void aPlainNameIsItsOwnLabel() {
    assertThat(labels.give("belt_3")).isEqualTo("belt_3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "../../etc/passwd",
        "a\"} 1\nfake_metric{x=\"",
        "\u001b[2J",
        "\u202etxt.exe",
        "{{job}}",
        "other",
        "カメラ"
      })
  void whateverANameIsItsLabelHasLettersDigitsAndUnderscoresAlone(String name) {
    assertThat(labels.give(name)).matches("[A-Za-z0-9_]{1,73}").isNotEqualTo(SourceLabels.OTHER);
  }

  @Test
  void aLongNameIsCut() {
    assertThat(labels.give("x".repeat(100_000))).isEqualTo("x".repeat(SourceLabels.MOST_CHARS));
  }

  @Test
  void sourcesThatWouldBeAlikeAreKeptApart() {
    String first = labels.give("cam-1");
    String second = labels.give("cam.1");
    String third = labels.give("cam_1");

    assertThat(first).isEqualTo("cam_1");
    assertThat(second).matches("cam_1_[0-9a-f]{8}");
    assertThat(third).matches("cam_1_[0-9a-f]{8}").isNotEqualTo(second);
  }

  @Test
  void aLabelThatCannotBeHadIsNotGiven() {
    labels.give("cam-1");
    assertThat(labels.give("cam.1")).isNotNull();
    assertThat(labels.give("cam.1")).isNull();
  }

  @Test
  void aLabelThatIsGivenBackIsGivenAgain() {
    String label = labels.give("cam-1");
    labels.giveBack(label);

    assertThat(labels.give("cam.1")).isEqualTo(label);
  }
}
