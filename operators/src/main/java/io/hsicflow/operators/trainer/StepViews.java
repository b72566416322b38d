package io.hsicflow.operators.trainer;

import io.hsicflow.model.learner.Batch;
import io.hsicflow.schemas.record.Views;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/** The views of one step, gathered by slot; used again for later steps. */
final class StepViews {

  private final int batch;
  private final int viewBytes;
  private final byte[] view1;
  private final byte[] view2;
  private final int[] labels;
  private final BitSet filled = new BitSet();
  private int labelled;

  /**
   * @param batch examples of a step
   * @param viewBytes bytes of one view
   */
  StepViews(int batch, int viewBytes) {
    this.batch = batch;
    this.viewBytes = viewBytes;
    view1 = new byte[Math.multiplyExact(batch, viewBytes)];
    view2 = new byte[view1.length];
    labels = new int[batch];
  }

  /**
   * Copies the views into their slot.
   *
   * @throws IllegalStateException when the slot is taken or the views are of another size
   */
  void put(Views views, int label) {
    int slot = views.slot();
    if (slot < 0 || slot >= batch || filled.get(slot)) {
      throw new IllegalStateException(
          "Example "
              + views.sequence()
              + " has slot "
              + slot
              + " of step "
              + views.step()
              + ", which "
              + (slot < 0 || slot >= batch ? "a batch of " + batch + " has not" : "is taken")
              + ": the sequencer and the trainer do not agree; restore both from one checkpoint.");
    }
    if (views.view1().length != viewBytes || views.view2().length != viewBytes) {
      throw new IllegalStateException(
          "Example "
              + views.sequence()
              + " has views of "
              + views.view1().length
              + " and "
              + views.view2().length
              + " bytes where the learner's input takes "
              + viewBytes
              + ": set one learner.size for augmenter and trainer.");
    }
    System.arraycopy(views.view1(), 0, view1, slot * viewBytes, viewBytes);
    System.arraycopy(views.view2(), 0, view2, slot * viewBytes, viewBytes);
    setLabel(slot, label);
    filled.set(slot);
  }

  private void setLabel(int slot, int label) {
    labels[slot] = label;
    labelled += label == Batch.NO_LABEL ? 0 : 1;
  }

  boolean isFull() {
    return filled.cardinality() == batch;
  }

  /** Whether the filled slots are the first ones. */
  boolean hasNoHole() {
    return filled.length() == filled.cardinality();
  }

  int count() {
    return filled.cardinality();
  }

  /** All slots as a batch; valid until {@link #clear}. */
  Batch batch() {
    return new Batch(view1, view2, labelled == 0 ? null : labels, batch);
  }

  void clear() {
    filled.clear();
    labelled = 0;
    Arrays.fill(labels, Batch.NO_LABEL);
  }

  /** Bytes of one example in state. */
  static int stateBytes(int viewBytes) {
    return 2 * Integer.BYTES + 2 * viewBytes;
  }

  /** Writes every filled slot: its number, label and views. */
  void write(ByteBuffer target) {
    for (int slot = filled.nextSetBit(0); slot >= 0; slot = filled.nextSetBit(slot + 1)) {
      target.putInt(slot).putInt(labels[slot]);
      target.put(view1, slot * viewBytes, viewBytes);
      target.put(view2, slot * viewBytes, viewBytes);
    }
  }

  /** Reads {@code count} slots that {@link #write} wrote. */
  void read(ByteBuffer source, int count) {
    for (int i = 0; i < count; i++) {
      int slot = source.getInt();
      setLabel(slot, source.getInt());
      source.get(view1, slot * viewBytes, viewBytes);
      source.get(view2, slot * viewBytes, viewBytes);
      filled.set(slot);
    }
  }
}
