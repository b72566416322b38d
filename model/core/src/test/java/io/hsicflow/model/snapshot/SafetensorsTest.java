package io.hsicflow.model.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    Safetensors file =
        new Safetensors(
            Map.of(
                "b.weight", TensorData.ofFloats(new int[] {2, 3}, 1, 2, 3, 4, 5, Float.MIN_VALUE),
                "a", TensorData.ofDoubles(new int[] {}, Math.PI),
                "n", TensorData.ofLongs(new int[] {2}, Long.MIN_VALUE, 7),
                "bytes", new TensorData(ElementType.U8, new int[] {3}, new byte[] {1, 2, -1}),
                "none", TensorData.ofFloats(new int[] {0, 4})),
            Map.of("step", "12", "quote", "\"a\\b\" \n \u00e4 \u4e2d"));
    byte[] bytes = bytes(file);
    assertThat(Safetensors.read(bytes)).isEqualTo(file);
    assertThat(Safetensors.read(bytes).tensor("bytes").toLongs()).containsExactly(1, 2, 255);
    assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}|The header cannot be read",
        "[1]|not an object",
        "{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[2],\"data_offsets\":[0,4]}}|F8_E4M3",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}|takes 8 bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}|dimension of -2",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}|gaps",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}|overlap",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,2147483647],\"data_offsets\":[0,8]}}|too large",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[500],\"data_offsets\":[0,2000]}}|may have only",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}}|dimension of 2.0",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}|data_offsets",
        "{\"a\":5}|data_offsets",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,2]}}|twice",
        "{\"__metadata__\":{\"a\":1}}|strings only",
        "{\"__metadata__\":[]}|object of strings",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]}}|after the last tensor",
      })
  void whatIsNotSafetensorsIsRefusedWithASentence(String header, String sentence) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    byte[] file = new byte[8 + text.length + 16];
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text);
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining(sentence);
  }

  @ParameterizedTest
  @CsvSource({"-1", "0", "1", "9223372036854775807", "17000000", "100"})
  void headerLengthsThatCannotBeAreRefusedBeforeMemoryIsTaken(long length) {
    byte[] file = new byte[64];
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    assertThatThrownBy(() -> Safetensors.read(file)).hasMessageContaining("header's length");
  }

  @Test
  void deeplyNestedHeaderIsRefused() {
    byte[] text = ("{\"a\":" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
    byte[] file = new byte[8 + text.length];
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text);
    assertThatThrownBy(() -> Safetensors.read(file)).hasMessageContaining("nested");
  }

  @Test
  void sentencesStayShortWhateverTheHeaderHolds() {
    String shape = "[" + "1,".repeat(100_000) + "1]";
    String entry = "{\"a\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[0,0]}}";
    for (String header :
        new String[] {
          entry.formatted("F32", shape),
          entry.formatted("F" + "3".repeat(100_000), "1"),
          entry.formatted("F32", "\"" + "1".repeat(100_000) + "\""),
          "{\"" + "a".repeat(100_000) + "\":1}",
          "{\"__metadata__\":{\"" + "a".repeat(100_000) + "\":1}}"
        }) {
      byte[] text = header.getBytes(StandardCharsets.UTF_8);
      byte[] file = new byte[8 + text.length];
      ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text);
      assertThatThrownBy(() -> Safetensors.read(file))
          .isInstanceOf(SafetensorsException.class)
          .extracting(thrown -> thrown.getMessage().length())
          .satisfies(length -> assertThat((int) length).isLessThan(300));
    }
  }

  @Test
  void truncatedFileIsRefused() throws IOException {
    byte[] whole =
        bytes(new Safetensors(Map.of("a", TensorData.ofFloats(new int[] {2}, 1, 2)), Map.of()));
    for (int length = 0; length < whole.length; length++) {
      ByteArrayInputStream in = new ByteArrayInputStream(whole, 0, length);
      assertThatThrownBy(() -> Safetensors.read(in, 1000)).isInstanceOf(SafetensorsException.class);
    }
  }

  @Test
  void missingTensorIsNamedWithThoseThatAreThere() {
    Safetensors file =
        new Safetensors(Map.of("a", TensorData.ofFloats(new int[] {1}, 1)), Map.of());
    assertThatThrownBy(() -> file.tensor("b"))
        .hasMessageContaining("no tensor b")
        .hasMessageContaining("[a]");
  }

  private static byte[] bytes(Safetensors file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    file.write(out);
    return out.toByteArray();
  }

  @Test
  void halfPrecisionIsWidenedExactly() {
    double[] halves =
        shorts(ElementType.F16, 0x3C00, 0xC000, 0x7BFF, 0x0001, 0x83FF, 0x3555, 0x0400);
    assertThat(halves)
        .containsExactly(1, -2, 65504, 0x1p-24, -1023 * 0x1p-24, 0.333251953125, 0x1p-14);
    double[] special = shorts(ElementType.F16, 0x8000, 0x7C00, 0xFC00, 0x7E00);
    assertThat(special)
        .containsExactly(-0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN);
    assertThat(shorts(ElementType.BF16, 0x3F80, 0xC2F7, 0x0000, 0x7F80))
        .containsExactly(1, -123.5, 0, Double.POSITIVE_INFINITY);
  }

  private static double[] shorts(ElementType type, int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      bytes.putShort((short) value);
    }
    return new TensorData(type, new int[] {values.length}, bytes.array()).toDoubles();
  }
}
