package io.hsicflow.pipeline.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.operators.clock.SystemClock;
import io.hsicflow.schemas.record.Views;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewEventsTest {
  private static final int SIZE = 4;

  @TempDir private Path folder;

  @Test
  void theFirstImagesOfStepsThatArePowersOfTwoAreShown() {
    ShownViews shown = new ShownViews(64);

    assertThat(LongStream.range(0, 9).filter(step -> shown.filter(views(step, 0))))
        .containsExactly(0L, 1L, 3L, 7L);
    assertThat(shown.filter(views(0, 7))).isTrue();
    assertThat(shown.filter(views(0, 8))).isFalse();
  }

  @Test
  void aPictureIsWrittenOnceItsLastImageHasComeInAnyOrder() throws Exception {
    SinkWriter<Views> writer =
        new ViewEvents(folder.toString(), 2, new SystemClock()).createWriter(null);
    Path file = WrittenEvents.files(folder.resolve(ViewEvents.RUN)).get(0);
    writer.write(views(1, 1), null);
    writer.write(views(0, 1), null);
    assertThat(WrittenEvents.of(file)).as("the version alone").hasSize(1);
    writer.write(views(0, 0), null);
    assertThat(WrittenEvents.of(file)).as("version, start, step 1").hasSize(3);
    writer.write(views(1, 0), null);
    writer.close();

    assertThat(WrittenEvents.of(file)).hasSize(4);
  }

  @Test
  void aColumnIsAnImageAndItsTwoViewsStandBelowEachOther() throws Exception {
    ViewsPicture picture = new ViewsPicture(List.of(views(0, 0), views(0, 1)));

    BufferedImage read = ImageIO.read(new ByteArrayInputStream(picture.png()));
    assertThat(read.getWidth()).isEqualTo(picture.width()).isEqualTo(2 * SIZE + 2);
    assertThat(read.getHeight()).isEqualTo(picture.height()).isEqualTo(2 * SIZE + 2);
    assertThat(read.getRGB(0, 0) & 0xffffff).isEqualTo(0x0a0a0a);
    assertThat(read.getRGB(SIZE + 2, 0) & 0xffffff).isEqualTo(0x141414);
    assertThat(read.getRGB(0, SIZE + 2) & 0xffffff).isEqualTo(0xc80a0a);
  }

  /** Views of one colour: the first grey by its slot, the second red in place of that. */
  private static Views views(long step, int slot) {
    byte grey = (byte) (10 * (slot + 1));
    byte[] view1 = new byte[3 * SIZE * SIZE];
    Arrays.fill(view1, grey);
    byte[] view2 = view1.clone();
    for (int i = 0; i < view2.length; i += 3) {
      view2[i] = (byte) 0xc8;
    }
    return new Views(64 * step + slot, step, 0, slot, null, view1, view2);
  }
}
