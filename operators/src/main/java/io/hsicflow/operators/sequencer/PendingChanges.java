package io.hsicflow.operators.sequencer;

import io.hsicflow.schemas.record.LearnerChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When changes of the learner take effect. What holds: <b>once one step was trained with a change,
 * every replay lets the change take effect at the same step.</b>
 *
 * <p>A change waits until a checkpoint is taken. There it gets its step: {@code lead} steps behind
 * the first one that lies wholly after the checkpoint's cut. The checkpoint holds both. When the
 * first example of that step is given out, the change goes with it if it is known by then that a
 * checkpoint that holds the step has completed. If not, the step lapses: nothing changes there, and
 * the next checkpoint chooses another one, with twice the lead, so that checkpoints that take long
 * find their lead by themselves.
 *
 * <p>Why that is enough. A failure goes back to the newest completed checkpoint. If the change took
 * effect, a checkpoint with its step had completed before, and the one that is gone back to is that
 * one or a later one: it holds either the change with the same step, or, taken behind the step, the
 * learner that was changed already (the change travels with an example, so that barriers keep it in
 * its place). A restored step needs no further word: its checkpoint has completed, or it would not
 * have been restored. If the change did not take effect, no step was trained with it, and any step
 * will do. A lost notification of a completed checkpoint costs a lapse, and nothing else.
 *
 * <p>What cannot hold: that steps which were trained without a change, and are made again after a
 * failure, are made again without it, where no completed checkpoint had decided about the change.
 * It came by the clock, and comes anew.
 *
 * <p>Changes take effect in the order in which they came, one a step.
 */
final class PendingChanges {

  /** More than that wait for a checkpoint only where nobody reads what they publish. */
  static final int MOST = 64;

  /** The first lead, unless a run has slower checkpoints: about what one takes to complete. */
  static final long FIRST_LEAD = 8;

  private static final long MOST_LEAD = 1L << 40;
  private static final long RESTORED = Long.MIN_VALUE;

  /** A change, and the first checkpoint that holds its step. */
  private record Entry(PendingChange pending, long heldSince) {}

  private final List<Entry> entries = new ArrayList<>();
  private long completed = RESTORED;

  /** Goes on from what a completed checkpoint holds. */
  void restore(Iterable<PendingChange> changes) {
    changes.forEach(change -> entries.add(new Entry(change, RESTORED)));
  }

  /** Takes a change; false where too many wait. */
  boolean add(LearnerChange change) {
    if (entries.size() >= MOST) {
      return false;
    }
    entries.add(
        new Entry(new PendingChange(change, PendingChange.UNDECIDED, FIRST_LEAD), RESTORED));
    return true;
  }

  /**
   * Chooses steps for those that have none.
   *
   * @param checkpoint the checkpoint that is being taken
   * @param nextStep the first step all of whose examples come after it
   * @return what the checkpoint has to hold
   */
  List<PendingChange> atCheckpoint(long checkpoint, long nextStep) {
    long free = nextStep;
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (!entry.pending.isDecided()) {
        PendingChange pending = entry.pending;
        entry = new Entry(pending.at(Math.max(free, nextStep + pending.lead())), checkpoint);
        entries.set(i, entry);
      }
      free = entry.pending.step() + 1;
    }
    return entries.stream().map(Entry::pending).toList();
  }

  /** It is known that a checkpoint has completed. */
  void completed(long checkpoint) {
    completed = Math.max(completed, checkpoint);
  }

  /**
   * The change that takes effect at a step whose first example is given out now. Where its step
   * lapses, so do those behind it, for none may overtake another.
   */
  Optional<LearnerChange> takeAt(long step) {
    if (entries.isEmpty() || entries.get(0).pending.step() != step) {
      return Optional.empty();
    }
    Entry first = entries.get(0);
    if (first.heldSince <= completed) {
      entries.remove(0);
      return Optional.of(first.pending.change());
    }
    entries.replaceAll(entry -> new Entry(entry.pending.lapsed(MOST_LEAD), RESTORED));
    return Optional.empty();
  }

  /** How many wait. */
  int count() {
    return entries.size();
  }
}
