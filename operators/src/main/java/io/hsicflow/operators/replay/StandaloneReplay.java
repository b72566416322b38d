package io.hsicflow.operators.replay;

import io.hsicflow.operators.sequencer.Replay;
import io.hsicflow.operators.sequencer.ReplayCounters;
import io.hsicflow.operators.sequencer.ReplayPolicy;
import io.hsicflow.schemas.record.SourceImage;
import org.apache.flink.util.function.ThrowingConsumer;

/**
 * Replay as the sequencer has it, without a job: the same decisions, over state in memory that ends
 * with this object. Not thread-safe.
 */
public final class StandaloneReplay {

  private final ReplayCounters counters = ReplayCounters.unregistered();
  private final Replay replay;
  private long sequence;

  /**
   * Starts with no images.
   *
   * @param batch images of one step
   */
  public StandaloneReplay(ReplayPolicy policy, int batch) throws Exception {
    replay = policy.open(new MemoryState().store(), batch, counters);
  }

  /**
   * Gives places to the next fresh image and to those that are replayed after it.
   *
   * @param places takes images in the order of their places
   */
  public void onFresh(SourceImage fresh, ThrowingConsumer<SourceImage, Exception> places)
      throws Exception {
    replay.onFresh(
        sequence,
        fresh,
        image -> {
          sequence++;
          places.accept(image);
        });
  }

  /** What was counted so far. */
  public ReplayCounters counters() {
    return counters;
  }
}
