package io.hsicflow.operators.sequencer;

import io.hsicflow.schemas.record.SourceImage;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.util.function.ThrowingConsumer;

/**
 * Trains on every image once, as it comes: {@code replay.policy = none}. Images that another policy
 * left in the state stay there until that policy comes back.
 */
public record FreshImagesOnly() implements ReplayPolicy {

  private static final long serialVersionUID = 1L;

  @Override
  public Replay open(KeyedStateStore state, int batch, ReplayCounters counters) {
    return new Replay() {
      @Override
      public void onFresh(
          long sequence, SourceImage fresh, ThrowingConsumer<SourceImage, Exception> places)
          throws Exception {
        places.accept(fresh);
      }

      @Override
      public void snapshot() {
        // There is nothing to write.
      }

      @Override
      public long images() {
        return 0;
      }

      @Override
      public long bytes() {
        return 0;
      }
    };
  }
}
