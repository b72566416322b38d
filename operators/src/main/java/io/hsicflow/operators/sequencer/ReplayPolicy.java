package io.hsicflow.operators.sequencer;

import java.io.Serializable;
import org.apache.flink.api.common.state.KeyedStateStore;

/**
 * Says which images take places of the training sequence when a fresh one comes: the fresh one
 * alone, or with some that were seen before. These are its settings; what runs is a {@link Replay}.
 */
public interface ReplayPolicy extends Serializable {

  /**
   * Starts where the state stands, or anew where it holds nothing of this policy.
   *
   * @param state the keyed state, with its one key set
   * @param batch images of one step over all ranks
   */
  Replay open(KeyedStateStore state, int batch, ReplayCounters counters) throws Exception;

  /** Places for each fresh image, its own among them. */
  default double places() {
    return 1;
  }

  /** Whether images are held that can take places without a fresh one. */
  default boolean hasBuffer() {
    return false;
  }
}
