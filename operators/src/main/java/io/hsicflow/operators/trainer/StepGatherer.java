package io.hsicflow.operators.trainer;

import io.hsicflow.schemas.record.Views;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gathers examples by step. Augmenters run side by side, so that examples of later steps come
 * before the step under way is full; their number is bounded by what Flink's network buffers hold,
 * and by {@code maxSteps}.
 */
final class StepGatherer {

  private final int batch;
  private final int viewBytes;
  private final int maxSteps;
  private final TreeMap<Long, StepViews> steps = new TreeMap<>();
  private final ArrayDeque<StepViews> free = new ArrayDeque<>();
  private long nextStep;

  StepGatherer(int batch, int viewBytes, int maxSteps) {
    this.batch = batch;
    this.viewBytes = viewBytes;
    this.maxSteps = maxSteps;
    free.add(new StepViews(batch, viewBytes));
  }

  /** The step under way, from 0. */
  void startAt(long step) {
    nextStep = step;
  }

  /**
   * Takes one example.
   *
   * @throws IllegalStateException when it belongs to a step that is done or too far ahead, or its
   *     place is taken
   */
  void add(Views views, int label) {
    long step = views.step();
    if (step < nextStep || step >= nextStep + maxSteps) {
      throw new IllegalStateException(
          "Example "
              + views.sequence()
              + " is of step "
              + step
              + " while step "
              + nextStep
              + " is under way: "
              + (step < nextStep
                  ? "the sequencer is behind the trainer; restore both from one checkpoint, or start both anew."
                  : "it is more than learner.max-steps-ahead = "
                      + maxSteps
                      + " ahead, so an augmenter is stuck, or the sequencer's state is of a later checkpoint."));
    }
    StepViews gathered = steps.get(step);
    if (gathered == null) {
      gathered = free.isEmpty() ? new StepViews(batch, viewBytes) : free.poll();
      gathered.clear();
      steps.put(step, gathered);
    }
    gathered.put(views, label);
  }

  /** The views of the step under way once all are there, else null. */
  StepViews full() {
    StepViews views = steps.get(nextStep);
    return views != null && views.isFull() ? views : null;
  }

  /** The step under way is done; its views are used again. */
  void advance() {
    free.add(steps.remove(nextStep));
    nextStep++;
  }

  /** The examples gathered and not trained on. */
  int waiting() {
    int waiting = 0;
    for (StepViews views : steps.values()) {
      waiting += views.count();
    }
    return waiting;
  }

  /**
   * Checks what holds at every barrier, for barriers cut the sequence at one place: only the step
   * under way has examples, and they are its first ones.
   *
   * @throws IllegalStateException when an example before those that wait is missing
   */
  void refuseHoles() {
    for (Map.Entry<Long, StepViews> entry : steps.entrySet()) {
      if (entry.getKey() != nextStep || !entry.getValue().hasNoHole()) {
        throw new IllegalStateException(
            "Examples of step "
                + entry.getKey()
                + " wait at a checkpoint, and others before them, of step "
                + nextStep
                + " on, are missing: the sequencer and the trainer do not agree; restore both from one checkpoint, or"
                + " start both anew.");
      }
    }
  }

  /** Bytes that {@link #write} takes. */
  long stateBytes() {
    return Integer.BYTES
        + steps.size() * (long) (Long.BYTES + Integer.BYTES)
        + waiting() * (long) StepViews.stateBytes(viewBytes);
  }

  /** Bytes of a full step: what a staging buffer should have ready. */
  long fullStateBytes() {
    return Integer.BYTES
        + Long.BYTES
        + Integer.BYTES
        + batch * (long) StepViews.stateBytes(viewBytes);
  }

  /** Writes all that was gathered and not trained on. */
  void write(ByteBuffer target) {
    target.putInt(steps.size());
    for (Map.Entry<Long, StepViews> entry : steps.entrySet()) {
      target.putLong(entry.getKey()).putInt(entry.getValue().count());
      entry.getValue().write(target);
    }
  }

  /** Takes back what {@link #write} wrote. */
  void read(ByteBuffer source) {
    for (int remaining = source.getInt(); remaining > 0; remaining--) {
      StepViews views = free.isEmpty() ? new StepViews(batch, viewBytes) : free.poll();
      views.clear();
      steps.put(source.getLong(), views);
      views.read(source, source.getInt());
    }
  }
}
