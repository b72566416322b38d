package io.hsicflow.operators.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.image.ImageFormat;
import io.hsicflow.model.image.ImageLimits;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateSettingsTest {

  @Test
  void everyOptionReachesItsPlace() {
    GateSettings settings =
        of(
            Map.ofEntries(
                Map.entry("gate.threads", "2"),
                Map.entry("gate.capacity", "3"),
                Map.entry("gate.time-limit", "4 s"),
                Map.entry("gate.max-bytes", "5 kb"),
                Map.entry("gate.max-pixels", "6"),
                Map.entry("gate.max-side", "7"),
                Map.entry("gate.max-scans", "8"),
                Map.entry("gate.formats", "GIF;PNG"),
                Map.entry("gate.shrink-to-times", "9"),
                Map.entry("gate.remembered-ids", "10")),
            11);

    assertThat(settings.threads()).isEqualTo(2);
    assertThat(settings.capacity()).isEqualTo(3);
    assertThat(settings.timeLimit()).isEqualTo(Duration.ofSeconds(4));
    assertThat(settings.maxBytes()).isEqualTo(5 << 10);
    assertThat(settings.maxPixels()).isEqualTo(6);
    assertThat(settings.maxSide()).isEqualTo(7);
    assertThat(settings.maxScans()).isEqualTo(8);
    assertThat(settings.formats()).containsExactly(ImageFormat.GIF, ImageFormat.PNG);
    assertThat(settings.shrinkToTimes()).isEqualTo(9);
    assertThat(settings.rememberedIds()).isEqualTo(10);
    assertThat(settings.inputSize()).isEqualTo(11);
  }

  @Test
  void theDecodersLimitsAreThoseOfTheOptions() {
    ImageLimits limits =
        of(
                Map.of(
                    "gate.max-bytes", "5 kb",
                    "gate.max-pixels", "6",
                    "gate.max-side", "7",
                    "gate.max-scans", "8",
                    "gate.formats", "GIF;PNG"),
                8)
            .limits();

    assertThat(limits.maxBytes()).isEqualTo(5 << 10);
    assertThat(limits.maxPixels()).isEqualTo(6);
    assertThat(limits.maxSide()).isEqualTo(7);
    assertThat(limits.maxScans()).isEqualTo(8);
    assertThat(limits.formats()).containsExactlyInAnyOrder(ImageFormat.GIF, ImageFormat.PNG);
  }

  @Test
  void withoutOptionsTheLimitsAreTheDecodersOwn() {
    GateSettings settings = of(Map.of(), 8);

    assertThat(settings.limits()).isEqualTo(ImageLimits.defaults());
    assertThat(settings.threads()).isEqualTo(1);
    assertThat(settings.timeLimit()).isEqualTo(Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @CsvSource({
    "gate.threads, 0, gate.threads = 0",
    "gate.capacity, 0, gate.capacity = 0",
    "gate.time-limit, 0 ms, gate.time-limit = 0 ms",
    "gate.shrink-to-times, 0, gate.shrink-to-times = 0",
    "gate.max-bytes, 4 gb, gate.max-bytes is 4294967296",
    "gate.remembered-ids, -1, gate.remembered-ids is -1",
    "gate.remembered-ids, 67108865, gate.remembered-ids is 67108865"
  })
  void anImpossibleValueIsRefusedByItsName(String option, String value, String sentence) {
    assertThatThrownBy(() -> of(Map.of(option, value), 8)).hasMessageContaining(sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "gate.max-bytes, 0, maxBytes is 0",
    "gate.max-pixels, 0, maxPixels is 0",
    "gate.max-side, 0, maxSide is 0",
    "gate.max-scans, 0, maxScans is 0"
  })
  void aLimitThatLetsNothingInIsRefused(String option, String value, String sentence) {
    assertThatThrownBy(() -> of(Map.of(option, value), 8).limits()).hasMessageContaining(sentence);
  }

  @Test
  void theLargestTableOfIdsIsTaken() {
    assertThat(of(Map.of("gate.remembered-ids", "67108864"), 8).rememberedIds())
        .isEqualTo(67_108_864);
  }

  private static GateSettings of(Map<String, String> options, int inputSize) {
    return GateSettings.of(Configuration.fromMap(options), inputSize);
  }
}
