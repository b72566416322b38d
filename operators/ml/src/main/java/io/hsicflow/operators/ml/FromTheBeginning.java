package io.hsicflow.operators.ml;

import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;

/** What gathers a whole table outside of the state starts at the beginning of it or not at all. */
final class FromTheBeginning {

  private FromTheBeginning() {}

  /**
   * Refuses to go on from a checkpoint.
   *
   * @param what begins the sentence
   * @throws SuppressRestartsException where {@code context} is restored: no restart changes that
   */
  static void check(StateInitializationContext context, String what) {
    if (context.isRestored()) {
      throw new SuppressRestartsException(
          new IllegalStateException(
              what
                  + " does not go on from a checkpoint: start it again, or turn checkpoints off, so that a failure starts"
                  + " it from the beginning of the table."));
    }
  }
}
