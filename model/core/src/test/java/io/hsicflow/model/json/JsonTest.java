package io.hsicflow.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void allKindsOfValuesAreRead() {
    assertThat(
            JsonReader.parse(
                " {\"a\" : [1, -2.5e3, true, false, null, \"x\\n\\u00e4\\/\"], \"b\":{}} "))
        .isEqualTo(
            Map.of(
                "a", Arrays.asList(1L, -2500.0, true, false, null, "x\n\u00e4/"), "b", Map.of()));
    assertThat(JsonReader.parse("12345678901234567890")).isEqualTo(12345678901234567890.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "01",
        "1.",
        "+1",
        "-",
        "1e",
        "1e+",
        ".5",
        "1.5.2",
        "1-2",
        "--1",
        "NaN",
        "'a'",
        "\"a",
        "\"\\x\"",
        "\"\\u12g4\"",
        "nul",
        "1 2",
        "{\"a\" 1}",
        "{1:2}",
        "\"\t\""
      })
  void whatIsNotJsonIsRefused(String text) {
    assertThatThrownBy(() -> JsonReader.parse(text))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("character");
  }

  @Test
  void numbersAreReadInAllTheirForms() {
    assertThat(JsonReader.parse("[0,-0,10,-7,0.5,1e3,1E+2,2e-1,-1.25e2]"))
        .isEqualTo(Arrays.asList(0L, 0L, 10L, -7L, 0.5, 1000.0, 100.0, 0.2, -125.0));
    assertThat(JsonReader.parse("999999999999999999")).isEqualTo(999_999_999_999_999_999L);
    assertThat(JsonReader.parse("1e999")).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void millionsOfNumbersTakeNoMoreMemoryThanTheirList() {
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    String text = "[" + "1,".repeat(1_000_000) + "1]";
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThat((List<?>) JsonReader.parse(text)).hasSize(1_000_001);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000_000);
  }

  @Test
  void whatIsWrittenIsReadBack() {
    Map<String, Object> value =
        Map.of("a\"\\\u0001", List.of(1L, 0.1, true, "\u4e2d"), "b", Map.of(), "c", List.of());
    assertThat(JsonReader.parse(JsonWriter.write(value))).isEqualTo(value);
  }

  @Test
  void numbersThatJsonLacksAreRefused() {
    assertThatThrownBy(() -> JsonWriter.write(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> JsonWriter.write(new Object()))
        .hasMessageContaining("java.lang.Object");
  }
}
