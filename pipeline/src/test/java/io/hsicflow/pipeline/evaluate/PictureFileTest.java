package io.hsicflow.pipeline.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hsicflow.schemas.record.SourceImage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PictureFileTest {
  /** A device of Linux on which no write finds room. */
  private static final Path FULL = Path.of("/dev/full");

  @Test
  void picturesAreReadAsTheyWereAdded() throws IOException {
    try (PictureFile pictures = PictureFile.create()) {
      assertThat(pictures.add(image(2, 1, 3))).isZero();
      assertThat(pictures.add(image(1, 2, 7))).isEqualTo(1);

      assertThat(pictures.read(1).rgb()).containsExactly(7, 7, 7, 7, 7, 7);
      assertThat(pictures.read(0).width()).isEqualTo(2);
      assertThat(pictures.read(0).height()).isEqualTo(1);
      assertThat(pictures.read(0).rgb()).containsExactly(3, 3, 3, 3, 3, 3);
    }
  }

  @Test
  void aFullDiskSaysHowMuchIsWhereAndTheWayOut() throws IOException {
    assumeThat(FULL).exists();
    try (PictureFile pictures =
        new PictureFile(
            FULL, FileChannel.open(FULL, StandardOpenOption.READ, StandardOpenOption.WRITE))) {
      assertThatThrownBy(() -> pictures.add(image(2, 1, 3)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("0 MB so far in /dev/full")
          .hasMessageContaining("HSICFLOW_JVM=-Djava.io.tmpdir=FOLDER")
          .hasMessageContaining("gate.shrink-to-times");
    }
  }

  private static SourceImage image(int width, int height, int value) {
    byte[] rgb = new byte[3 * width * height];
    Arrays.fill(rgb, (byte) value);
    return new SourceImage("t", 0, 0, "", "", 0, null, width, height, rgb);
  }
}
