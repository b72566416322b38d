package io.hsicflow.pipeline.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bytes are those that TensorBoard 2.21's own protobuf classes make of the same messages. */
class EventTest {
  private static final long MILLIS = 1500;

  @Test
  void theFirstEventSaysTheVersion() {
    assertThat(hex(Event.version(MILLIS)))
        .isEqualTo("09000000000000f83f1a0d627261696e2e4576656e743a32");
  }

  @Test
  void aSessionStartsAtAStep() {
    assertThat(hex(Event.start(MILLIS, 300))).isEqualTo("09000000000000f83f10ac023a020801");
  }

  @Test
  void scalarsOfAStepAreOneSummary() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("learner/loss", -0.5);
    numbers.put("learner/tau", 0.99);

    assertThat(hex(Event.scalars(MILLIS, 300, numbers)))
        .isEqualTo(
            "09000000000000f83f10ac022a290a130a0c6c6561726e65722f6c6f737315000000bf"
                + "0a120a0b6c6561726e65722f74617515a4707d3f");
  }

  @Test
  void anImageIsItsFileWithItsSize() {
    byte[] png = "\u0089PNG".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(hex(Event.image(MILLIS, 1, "a", 300, 2, png)))
        .isEqualTo("09000000000000f83f10012a140a120a0161220d080210ac021803220489504e47");
  }

  /** An int64 below zero has ten bytes, the last with one bit: protobuf's page on encoding. */
  @Test
  void negativeNumbersHaveTenBytes() {
    assertThat(hex(new ProtoMessage().integer(2, -2).toBytes()))
        .isEqualTo("10feffffffffffffffff01");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
