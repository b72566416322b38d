package io.hsicflow.model.augment;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Prints images/s with two views each, from decoded pictures, for one second of one thread's
 * processor time.
 */
@Tag("slow")
class ViewMakerThroughputTest {
  private static final long WARM_UP_NANOS = 2_000_000_000L;
  private static final long MEASURED_NANOS = 1_000_000_000L;
  private static final int ROUNDS = 5;

  @ParameterizedTest
  @CsvSource({
    "method, 32, 32, 32",
    "cifar, 32, 32, 32",
    "crop-and-flip, 32, 32, 32",
    "none, 32, 32, 32",
    "method, 32, 171, 128",
    "method, 224, 500, 375",
    "cifar, 224, 500, 375",
    "crop-and-flip, 224, 500, 375"
  })
  void makesViewsFasterThanALearnerTakesThem(String preset, int size, int width, int height) {
    ViewMaker maker = new ViewMaker(AugmentSettings.preset(preset), size);
    byte[][] pictures = new byte[16][];
    for (int i = 0; i < pictures.length; i++) {
      pictures[i] = ViewMakerTest.picture(width, height, i);
    }
    byte[] view1 = new byte[3 * size * size];
    byte[] view2 = new byte[3 * size * size];
    long sequence = run(maker, pictures, width, height, view1, view2, 0, WARM_UP_NANOS);
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = cpuNanos();
      long next = run(maker, pictures, width, height, view1, view2, sequence, MEASURED_NANOS);
      best = Math.max(best, (next - sequence) * 1e9 / (cpuNanos() - start));
      sequence = next;
    }
    System.out.printf(
        "%s, %dx%d -> two views of %d: %.0f images/s%n", preset, width, height, size, best);
    assertThat(best).isGreaterThan(size <= 32 ? 1000 : 20);
  }

  /** This thread's own time: neighbours on the machine do not count. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long run(
      ViewMaker maker,
      byte[][] pictures,
      int width,
      int height,
      byte[] view1,
      byte[] view2,
      long from,
      long nanos) {
    long end = cpuNanos() + nanos;
    long sequence = from;
    while (cpuNanos() < end) {
      for (int i = 0; i < 8; i++, sequence++) {
        maker.make(
            pictures[(int) (sequence % pictures.length)], width, height, 1, sequence, view1, view2);
      }
    }
    return sequence;
  }
}
