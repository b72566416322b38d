package io.hsicflow.pipeline.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.augment.ViewMaker;
import io.hsicflow.model.image.DecodedPixels;
import io.hsicflow.model.learner.Batch;
import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import io.hsicflow.operators.augmenter.AugmentOptions;
import io.hsicflow.operators.trainer.LearnerOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class ViewThreadsTest {
  private static final int SIZE = 8;
  private static final int BYTES = 3 * SIZE * SIZE;
  private static final int BATCH = 4;
  private static final int STEPS = 10;
  private static final int PICTURES = 10;
  private static final long SEED = 3;

  private final Configuration options = new Configuration();
  private final List<DecodedPixels> pictures = new ArrayList<>();

  ViewThreadsTest() {
    options.set(LearnerOptions.SIZE, SIZE);
    options.set(LearnerOptions.BATCH, BATCH);
    options.set(LearnerOptions.SEED, SEED);
    CounterRandom random = CounterRandom.at(1, Purpose.TEST, 0, 0);
    for (int i = 0; i < PICTURES; i++) {
      byte[] rgb = new byte[3 * 12 * 9];
      for (int at = 0; at < rgb.length; at++) {
        rgb[at] = (byte) random.nextInt();
      }
      pictures.add(new DecodedPixels(12, 9, rgb, null));
    }
  }

  @Test
  void batchesDoNotDependOnTheNumberOfThreads() throws InterruptedException {
    byte[][] one = views(1).toArray(byte[][]::new);

    assertThat(views(3)).containsExactly(one);
    assertThat(views(2 * STEPS)).containsExactly(one);
  }

  @Test
  void viewsAreThoseOfTheSequenceNumberAndAnEpochShowsEveryPictureOnce()
      throws InterruptedException {
    List<byte[]> views = views(3);
    ViewMaker maker = new ViewMaker(AugmentOptions.settings(options), SIZE);

    List<Integer> order = new ArrayList<>();
    for (int sequence = 0; sequence < STEPS * BATCH; sequence++) {
      for (int i = 0; i < PICTURES; i++) {
        byte[] one = new byte[BYTES];
        byte[] other = new byte[BYTES];
        maker.make(pictures.get(i).rgb(), 12, 9, SEED, sequence, one, other);
        byte[] both = Arrays.copyOf(one, 2 * BYTES);
        System.arraycopy(other, 0, both, BYTES, BYTES);
        if (Arrays.equals(views.get(sequence), both)) {
          order.add(i);
        }
      }
    }

    assertThat(order).hasSize(STEPS * BATCH);
    for (int from = 0; from < order.size(); from += PICTURES) {
      assertThat(new TreeSet<>(order.subList(from, from + PICTURES))).hasSize(PICTURES);
    }
    assertThat(order.subList(0, PICTURES)).isNotEqualTo(order.subList(PICTURES, 2 * PICTURES));
  }

  @Test
  void whoTakesABatchHearsWhyThereIsNone() {
    pictures.replaceAll(picture -> new DecodedPixels(12, 9, new byte[5], null));

    assertThatThrownBy(() -> views(2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("could not be made")
        .hasMessageContaining("12 by 9");
  }

  /** Both views of every image, one behind the other, in order. */
  private List<byte[]> views(int threads) throws InterruptedException {
    LearnSettings settings = new LearnSettings(options, Path.of("none"), 1, 1, threads, 0, 1);
    List<byte[]> views = new ArrayList<>();
    try (ViewThreads making = new ViewThreads(settings, pictures)) {
      for (int step = 0; step < STEPS; step++) {
        Batch batch = making.take();
        for (int at = 0; at < BATCH * BYTES; at += BYTES) {
          byte[] both = Arrays.copyOfRange(batch.view1(), at, at + 2 * BYTES);
          System.arraycopy(batch.view2(), at, both, BYTES, BYTES);
          views.add(both);
        }
        making.giveBack(batch);
      }
    }
    return views;
  }
}
