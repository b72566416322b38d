package io.hsicflow.pipeline.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EpochOrderTest {
  private static final int IMAGES = 50;

  @Test
  void everyEpochHasEachImageOnce() {
    int[] all = IntStream.range(0, IMAGES).toArray();

    assertThat(epoch(0, 1)).containsExactlyInAnyOrder(all).isNotEqualTo(all);
    assertThat(epoch(3, 1)).containsExactlyInAnyOrder(all).isNotEqualTo(epoch(0, 1));
    assertThat(epoch(0, 2)).isNotEqualTo(epoch(0, 1));
  }

  @Test
  void anOrderIsTheSameWhereverReadingBegins() {
    EpochOrder order = new EpochOrder(IMAGES, 1);

    assertThat(order.image(3 * IMAGES + 7)).isEqualTo(epoch(3, 1)[7]);
    assertThat(order.image(7)).isEqualTo(epoch(0, 1)[7]);
  }

  private static int[] epoch(long epoch, long seed) {
    EpochOrder order = new EpochOrder(IMAGES, seed);
    return LongStream.range(epoch * IMAGES, (epoch + 1) * IMAGES).mapToInt(order::image).toArray();
  }
}
