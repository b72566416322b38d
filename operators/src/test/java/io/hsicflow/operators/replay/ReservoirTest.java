package io.hsicflow.operators.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reservoir is uniform: over many seeds, all of them fixed, all samples are alike likely. */
class ReservoirTest {

  private static final int SEEDS = 20_000;

  /** Bounds below fail a right sampler with one in 10^6 of all choices of seeds. */
  private static final double LOG_OF_RISK = Math.log(1e6);

  /** Six images, of which three are held: by number, or because three of one pixel are 9 bytes. */
  @ParameterizedTest
  @ValueSource(strings = {"images=3", "max-bytes=11b"})
  void everySetOfImagesIsHeldAlikeOften(String bound) throws Exception {
    Map<List<Long>, Integer> counts = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    for (int seed = 0; seed < SEEDS; seed++) {
      ReplayedStream stream = new ReplayedStream(seed, "policy=reservoir", "places=1", bound);
      stream.take(0, 6);
      counts.merge(stream.heldOffsets(), 1, Integer::sum);
    }

    double expected = SEEDS / 20.0;
    double chiSquare =
        counts.values().stream()
            .mapToDouble(count -> (count - expected) * (count - expected) / expected)
            .sum();
    assertThat(counts).as("the sets of three of six").hasSize(20);
    // Laurent and Massart 2000, lemma 1: P(X >= d + 2 sqrt(d x) + 2 x) <= exp(-x), d = 19.
    assertThat(chiSquare).isLessThan(19 + 2 * Math.sqrt(19 * LOG_OF_RISK) + 2 * LOG_OF_RISK);
  }

  @Test
  void whereImagesDifferInSizeTheirTimeIsOfNoAccount() throws Exception {
    int[] held = new int[12];
    for (int seed = 0; seed < SEEDS; seed++) {
      ReplayedStream stream =
          new ReplayedStream(seed, "policy=reservoir", "places=1", "max-bytes=36b");
      for (int offset = 0; offset < held.length; offset++) {
        stream.take(ReplayedStream.image("camera", offset, offset % 3 == 0 ? 4 : 1));
      }
      stream.heldOffsets().forEach(offset -> held[offset.intValue()]++);
    }

    // Hoeffding's inequality, for either side of 12 shares, and again for their mean.
    double bound = 2 * Math.sqrt(SEEDS * (LOG_OF_RISK + Math.log(24)) / 2);
    for (boolean large : new boolean[] {true, false}) {
      int[] alike =
          IntStream.range(0, held.length)
              .filter(offset -> (offset % 3 == 0) == large)
              .map(offset -> held[offset])
              .toArray();
      double mean = IntStream.of(alike).average().orElseThrow();
      assertThat(IntStream.of(alike).boxed())
          .allSatisfy(count -> assertThat((double) count).isCloseTo(mean, within(bound)));
    }
    assertThat(held[0]).as("a large image beside a small one").isLessThan(held[1]);
  }

  @Test
  void whatIsHeldDoesNotDependOnWhatIsDrawn() throws Exception {
    ReplayedStream quiet = new ReplayedStream(5, "policy=reservoir", "places=1", "images=20");
    ReplayedStream busy = new ReplayedStream(5, "policy=reservoir", "places=4", "images=20");
    quiet.take(0, 500);
    busy.take(0, 500);

    assertThat(busy.heldOffsets()).isEqualTo(quiet.heldOffsets());
  }

  @Test
  void withALimitOfAgeTheShelfFillsAgainForEver() throws Exception {
    ReplayedStream stream =
        new ReplayedStream(5, "policy=reservoir", "places=2", "images=20", "max-age=300s");
    stream.take(0, 20_000);

    assertThat(stream.replay().images()).isEqualTo(20);
    assertThat(stream.counters.ungiven().getCount()).as("in the first step").isLessThan(8);
  }
}
