package io.hsicflow.pipeline.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordFrameTest {
  /**
   * The examples of RFC 3720, appendix B.4, and the check value of the CRC catalogue; masked, what
   * TensorBoard 2.21's {@code masked_crc32c} says of the same bytes.
   */
  @ParameterizedTest
  @CsvSource({
    "0000000000000000000000000000000000000000000000000000000000000000, 8a9136aa, 0fd7fffa",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff, 62a8ab43, f909b029",
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f, 46dd794e, 951f7892",
    "1f1e1d1c1b1a191817161514131211100f0e0d0c0b0a09080706050403020100, 113fdb5c, 593b0d57",
    "313233343536373839, e3069283, c78ab0e5"
  })
  void checksumsAreThoseOfTheStandardAndOfTensorBoard(String bytes, String plain, String masked) {
    byte[] data = HexFormat.of().parseHex(bytes);
    CRC32C checksum = new CRC32C();
    checksum.update(data);

    assertThat(checksum.getValue()).isEqualTo(HexFormat.fromHexDigitsToLong(plain));
    assertThat(RecordFrame.maskedChecksum(data, 0, data.length))
        .isEqualTo(HexFormat.fromHexDigits(masked));
  }

  @Test
  void aChecksumOfAPartLeavesOutTheRest() {
    byte[] data = "..123456789..".getBytes(StandardCharsets.US_ASCII);

    assertThat(RecordFrame.maskedChecksum(data, 2, 9))
        .isEqualTo(HexFormat.fromHexDigits("c78ab0e5"));
  }

  /** The bytes are those that TensorBoard 2.21's {@code RecordWriter} writes. */
  @Test
  void aRecordIsFramedAsTensorBoardFramesIt() {
    byte[] version = HexFormat.of().parseHex("09000000000000f83f1a0d627261696e2e4576656e743a32");

    assertThat(HexFormat.of().formatHex(RecordFrame.of(version)))
        .isEqualTo(
            "1800000000000000"
                + "a37f4b22"
                + "09000000000000f83f1a0d627261696e2e4576656e743a32"
                + "2a28646c");
  }
}
