package io.hsicflow.operators.augmenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.operators.TestImages;
import io.hsicflow.operators.clock.SystemClock;
import io.hsicflow.operators.gate.Gate;
import io.hsicflow.operators.gate.StandaloneGate;
import io.hsicflow.schemas.format.FieldLimits;
import io.hsicflow.schemas.format.ImageRecordFormat;
import io.hsicflow.schemas.record.Example;
import io.hsicflow.schemas.record.GateResult;
import io.hsicflow.schemas.record.RawRecord;
import io.hsicflow.schemas.record.SourceImage;
import io.hsicflow.schemas.record.Views;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An image that was held as a file has the views that it has as the gate decoded it. */
@SuppressWarnings("try") // harnesses throw what they like on closing
class HeldFilesTest {

  private static final int SIZE = 8;

  /** Turned by a quarter, clockwise. */
  private static final int[] EXIF = {
    0xFF, 0xE1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0,
    1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0
  };

  @ParameterizedTest
  @CsvSource({"png, 12, 9, false", "jpg, 30, 20, false", "jpg, 30, 20, true", "jpg, 90, 70, true"})
  void theViewsAreThoseOfTheDecodedImage(String format, int width, int height, boolean turned)
      throws Exception {
    byte[] file = file(format, width, height);
    SourceImage decoded = letIn(turned ? turned(file) : file);
    assertThat(decoded.width() < decoded.height()).isEqualTo(turned);
    assertThat(Math.min(decoded.width(), decoded.height())).isLessThanOrEqualTo(4 * SIZE);
    SourceImage encoded = TestImages.withFile(decoded, turned ? turned(file) : file).fileAlone();

    Views fresh = views(decoded);
    Views replayed = views(encoded);

    assertThat(replayed).usingRecursiveComparison().isEqualTo(fresh);
  }

  @Test
  void aFileThatTheLimitsNoLongerLetInIsSpokenOfWithTheWayOut() throws Exception {
    byte[] file = file("png", 12, 9);
    Configuration narrower = Configuration.fromMap(Map.of("gate.max-pixels", "100"));
    HeldFiles files = new HeldFiles(Gate.decoder(narrower, SIZE));
    SourceImage encoded = TestImages.withFile(letIn(file), file).fileAlone();

    assertThatThrownBy(() -> files.decoded(encoded))
        .hasMessageContaining("The image at offset 5 of partition images-0 was let in")
        .hasMessageContaining("12 by 9 pixels, the limits are 100 pixels")
        .hasMessageContaining("gate.max-pixels")
        .hasMessageContaining("as they were");
  }

  private static SourceImage letIn(byte[] file) throws Exception {
    try (StandaloneGate gate =
        Gate.standalone(
            new Configuration(),
            ImageRecordFormat.of(ImageRecordFormat.FILE, FieldLimits.defaults()),
            SIZE,
            new SystemClock())) {
      GateResult verdict = gate.verdict(new RawRecord("images", 0, 5, 0, null, file));
      return verdict.accepted();
    }
  }

  private static Views views(SourceImage image) throws Exception {
    try (var harness =
        new OneInputStreamOperatorTestHarness<Example, Views>(
            new StreamMap<>(new ViewsOfExample(new Configuration(), SIZE, 42)))) {
      harness.open();
      harness.processElement(new StreamRecord<>(new Example(7, 0, 0, 7, image)));
      return harness.extractOutputValues().get(0);
    }
  }

  private static byte[] file(String format, int width, int height) throws Exception {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.setRGB(x, y, 0x030201 * x + 0x010305 * y);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(picture, format, out);
    return out.toByteArray();
  }

  /** The JPEG with an orientation behind its first marker. */
  private static byte[] turned(byte[] jpeg) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    for (int value : EXIF) {
      out.write(value);
    }
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }
}
