package io.hsicflow.pipeline.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.schemas.record.SourceImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ViewBatchesTest {
  private static final int SIDE = LabelledFolder.SIDE;
  private static final int SIZE = 8;
  private static final int IMAGES = 7;
  private static final int BATCH = 5;
  private static final int BATCHES = 4;

  @Test
  void batchesAreTheSameOnAnyNumberOfThreadsAndFromAnyStart() throws Exception {
    try (PictureFile pictures = pictures()) {
      List<ViewBatches.Views> alone = batches(pictures, 0, 1);
      List<ViewBatches.Views> shared = batches(pictures, 0, 3);
      List<ViewBatches.Views> later = batches(pictures, 2, 2);

      for (int i = 0; i < BATCHES; i++) {
        assertSame(shared.get(i), alone.get(i));
      }
      assertSame(later.get(0), alone.get(2));
      assertSame(later.get(1), alone.get(3));
      assertThat(alone.get(1).views()).isNotEqualTo(alone.get(0).views());
    }
  }

  @Test
  void picturesThatCannotBeReadAnyMoreEndItWithTheReason() throws IOException {
    PictureFile pictures = pictures();
    pictures.close();

    try (ViewBatches batches = new ViewBatches(pictures, part(), SIZE, BATCH, 1, 0, BATCHES, 2)) {
      assertThatThrownBy(batches::next).isInstanceOf(IOException.class);
    }
  }

  private static void assertSame(ViewBatches.Views actual, ViewBatches.Views expected) {
    assertThat(actual.views()).isEqualTo(expected.views());
    assertThat(actual.labels()).isEqualTo(expected.labels());
  }

  private static List<ViewBatches.Views> batches(PictureFile pictures, long first, int threads)
      throws Exception {
    List<ViewBatches.Views> made = new ArrayList<>();
    try (ViewBatches batches =
        new ViewBatches(pictures, part(), SIZE, BATCH, 1, first, BATCHES, threads)) {
      for (long i = first; i < BATCHES; i++) {
        made.add(batches.next());
      }
      assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
    }
    return made;
  }

  private static PictureFile pictures() throws IOException {
    PictureFile pictures = PictureFile.create();
    for (int i = 0; i < IMAGES; i++) {
      byte[] rgb = LabelledFolder.picture(i % 3, i);
      assertThat(pictures.add(new SourceImage("t", 0, i, "" + i, "", 0, null, SIDE, SIDE, rgb)))
          .isEqualTo(i);
      assertThat(pictures.read(i).rgb()).isEqualTo(rgb);
    }
    return pictures;
  }

  private static PicturePart part() {
    int[] numbers = IntStream.range(0, IMAGES).toArray();
    return new PicturePart(
        IntStream.range(0, IMAGES).mapToObj(Integer::toString).toList(),
        IntStream.range(0, IMAGES).map(i -> i % 3).toArray(),
        numbers);
  }
}
