package io.hsicflow.model.learner;

import java.nio.ByteBuffer;

/**
 * The copy of a learner that a rollback goes back to: the bytes of its state, in plain memory, so
 * that it costs no memory of the device. Part of the learner's state.
 */
final class RollbackCopy {
  private byte[] state;

  /** The copy's bytes; taken now where none was, for a learner can always go back to its start. */
  ByteBuffer of(Learner learner) {
    if (state == null) {
      take(learner);
    }
    return ByteBuffer.wrap(state);
  }

  /** Takes the learner as it stands in the place of the copy before. */
  void take(Learner learner) {
    int bytes = Math.toIntExact(LearnerState.bytesWithoutCopy(learner));
    if (state == null || state.length != bytes) {
      state = new byte[bytes];
    }
    LearnerState.writeWithoutCopy(learner, ByteBuffer.wrap(state));
    LearnerState.seal(ByteBuffer.wrap(state));
  }

  /** Takes a copy that was part of a state. */
  void restore(ByteBuffer stored) {
    state = new byte[stored.remaining()];
    stored.get(state);
  }

  /** Gives the copy up; the next one is taken when it is needed. */
  void drop() {
    state = null;
  }
}
