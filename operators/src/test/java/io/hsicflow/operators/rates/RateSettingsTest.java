package io.hsicflow.operators.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateSettingsTest {

  @Test
  void aStepIsToppedUpAfterAMinuteWhereABufferHasImagesAndNothingElseIsOn() {
    assertThat(RateSettings.of(new Configuration(), false, true, 2))
        .isEqualTo(new RateSettings(0, Duration.ofMinutes(1), 1));
  }

  @Test
  void nothingGoesByClockOrLoadInRotationOrderOrIsToppedUpWithoutABuffer() {
    assertThat(RateSettings.of(new Configuration(), true, true, 2)).isEqualTo(RateSettings.NONE);
    assertThat(RateSettings.of(new Configuration(), false, false, 1)).isEqualTo(RateSettings.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"replay.max-places=4", "replay.top-up-after=1min", "sequence.min-share=0.5"})
  void inRotationOrderEachIsRefusedWithASentence(String option) {
    assertThatThrownBy(() -> RateSettings.of(config(option), true, true, 2))
        .hasMessageContaining(option.split("=")[0] + " is ")
        .hasMessageContaining("sequence.order = arrival");
  }

  @ParameterizedTest
  @ValueSource(strings = {"replay.max-places=4", "replay.top-up-after=1min"})
  void withoutABufferWhatGivesHeldImagesIsRefusedWithASentence(String option) {
    assertThatThrownBy(() -> RateSettings.of(config(option), false, false, 1))
        .hasMessageContaining(option.split("=")[0] + " is ")
        .hasMessageContaining("replay.policy = fifo, reservoir or min-redundancy");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsSwitchedOffIsNeverRefused(boolean rotation) {
    RateSettings off =
        RateSettings.of(
            config("replay.top-up-after=0s", "sequence.min-share=1"), rotation, !rotation, 1);

    assertThat(off).isEqualTo(RateSettings.NONE);
  }

  @Test
  void imagesAreLeftOutWithoutABufferToo() {
    assertThat(RateSettings.of(config("sequence.min-share=0.25"), false, false, 1).minShare())
        .isEqualTo(0.25);
  }

  @ParameterizedTest
  @CsvSource({
    "replay.max-places=1.5, replay.places = 2",
    "replay.max-places=NaN, replay.places = 2",
    "replay.max-places=Infinity, replay.places = 2",
    "sequence.min-share=0, above 0",
    "sequence.min-share=1.5, 1",
    "sequence.min-share=NaN, above 0",
  })
  void whatIsOutOfItsRangeIsRefusedWithItsValue(String option, String sentence) {
    assertThatThrownBy(() -> RateSettings.of(config(option), false, true, 2))
        .hasMessageContaining(option.split("=")[0] + " is ")
        .hasMessageContaining(sentence);
  }

  @Test
  void aNegativeTimeIsRefusedWithASentence() {
    Configuration config =
        new Configuration().set(RateOptions.TOP_UP_AFTER, Duration.ofSeconds(-1));

    assertThatThrownBy(() -> RateSettings.of(config, false, true, 2))
        .hasMessageContaining("must not be negative");
  }

  private static Configuration config(String... options) {
    Configuration config = new Configuration();
    for (String option : options) {
      config.setString(option.split("=")[0], option.split("=")[1]);
    }
    return config;
  }
}
