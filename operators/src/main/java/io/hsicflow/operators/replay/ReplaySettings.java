package io.hsicflow.operators.replay;

import static io.hsicflow.operators.options.OptionRule.require;

import io.hsicflow.operators.sequencer.Replay;
import io.hsicflow.operators.sequencer.ReplayCounters;
import io.hsicflow.operators.sequencer.ReplayPolicy;
import java.time.Duration;
import org.apache.flink.api.common.state.KeyedStateStore;

/**
 * How images are replayed; each as the option of its name says ({@link ReplayOptions}).
 *
 * @param kind any but {@link ReplayKind#NONE}
 * @param maxBytes of pixels or files
 * @param maxAge zero for no limit
 * @param seed of all draws
 */
record ReplaySettings(
    ReplayKind kind,
    HeldForm held,
    int images,
    long maxBytes,
    double places,
    int minImages,
    Duration maxAge,
    boolean fairSources,
    int candidates,
    long seed)
    implements ReplayPolicy {

  private static final long serialVersionUID = 1L;
  private static final double MOST_PLACES = 1_000;

  ReplaySettings {
    require(images >= 1, ReplayOptions.IMAGES, images, "it must be at least 1");
    require(
        kind != ReplayKind.MIN_REDUNDANCY || images <= RedundancyRanking.MOST_IMAGES,
        ReplayOptions.IMAGES,
        images,
        "min-redundancy compares at most " + RedundancyRanking.MOST_IMAGES);
    require(maxBytes >= 1, ReplayOptions.MAX_BYTES, maxBytes, "it must be at least 1 byte");
    require(
        places >= 1 && places <= MOST_PLACES,
        ReplayOptions.PLACES,
        places,
        "it must be 1, the fresh image alone, to " + (int) MOST_PLACES);
    require(
        minImages >= 1 && (minImages <= images || kind == ReplayKind.REPEAT),
        ReplayOptions.MIN_IMAGES,
        minImages,
        "it must be 1 to " + ReplayOptions.IMAGES.key() + " = " + images);
    require(
        !maxAge.isNegative(),
        ReplayOptions.MAX_AGE,
        maxAge,
        "an age must not be negative; 0 sets no limit");
    require(candidates >= 1, ReplayOptions.CANDIDATES, candidates, "it must be at least 1");
  }

  @Override
  public Replay open(KeyedStateStore store, int batch, ReplayCounters counters) throws Exception {
    ReplayState state = new ReplayState(store);
    ReplayPosition at = state.position(kind);
    return kind == ReplayKind.REPEAT
        ? new RepeatedBatch(this, batch, state, at.fresh(), counters)
        : new BufferedReplay(this, batch, state, at.fresh(), counters);
  }

  @Override
  public boolean hasBuffer() {
    return kind != ReplayKind.REPEAT;
  }

  /** How images of a shelf are ranked. */
  Ranking ranking(SlotTable slots) {
    return switch (kind) {
      case RESERVOIR -> new RandomRanking(slots, seed);
      case MIN_REDUNDANCY -> new RedundancyRanking(slots, seed, candidates);
      default -> new AgeRanking();
    };
  }

  /**
   * How many replayed places follow fresh image (or batch) {@code number}: over all numbers before
   * n they sum up to the whole part of n (places - 1), whatever stands in between.
   */
  int replaysAfter(long number) {
    double each = places - 1;
    return (int) (Math.floor((number + 1) * each) - Math.floor(number * each));
  }
}
