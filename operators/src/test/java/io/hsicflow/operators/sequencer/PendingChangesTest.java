package io.hsicflow.operators.sequencer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.schemas.record.LearnerChange;
import io.hsicflow.schemas.record.LearnerChangeKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PendingChangesTest {

  private static final long LEAD = PendingChanges.FIRST_LEAD;

  @Test
  void aChangeTakesEffectOnceACheckpointThatHoldsItsStepHasCompleted() {
    PendingChanges changes = new PendingChanges();
    changes.add(change(0));
    assertThat(changes.takeAt(5)).isEmpty();
    changes.atCheckpoint(1, 6);
    changes.completed(1);

    assertThat(changes.takeAt(6 + LEAD - 1)).isEmpty();
    assertThat(changes.takeAt(6 + LEAD)).contains(change(0));
    assertThat(changes.takeAt(6 + LEAD)).isEmpty();
    assertThat(changes.count()).isZero();
  }

  @Test
  void aStepLapsesWhereNoCheckpointThatHoldsItHasCompletedAndTheNextLeavesTwiceTheTime() {
    PendingChanges changes = new PendingChanges();
    changes.add(change(0));
    changes.completed(0); // one from before: it holds nothing of the change
    changes.atCheckpoint(1, 6);
    assertThat(changes.takeAt(6 + LEAD)).isEmpty();
    changes.completed(1); // too late
    changes.atCheckpoint(2, 100);
    changes.completed(2);

    assertThat(changes.takeAt(100 + 2 * LEAD)).contains(change(0));
  }

  @Test
  void aLaterCheckpointThatCompletesStandsForOneThatFailed() {
    PendingChanges changes = new PendingChanges();
    changes.add(change(0));
    changes.atCheckpoint(1, 6);
    assertThat(changes.atCheckpoint(2, 8))
        .extracting(PendingChange::step)
        .containsExactly(6 + LEAD);
    changes.completed(2);

    assertThat(changes.takeAt(6 + LEAD)).contains(change(0));
  }

  @Test
  void changesTakeEffectInTheirOrderOneAStepAlsoWhenTheFirstLapses() {
    PendingChanges changes = new PendingChanges();
    changes.add(change(0));
    changes.add(change(1));
    changes.atCheckpoint(1, 6);
    assertThat(changes.takeAt(6 + LEAD)).isEmpty();
    changes.completed(1);
    assertThat(changes.takeAt(6 + LEAD + 1)).as("it would overtake the first").isEmpty();
    changes.add(change(2));
    changes.atCheckpoint(2, 50);
    changes.completed(2);

    assertThat(changes.takeAt(50 + 2 * LEAD)).contains(change(0));
    assertThat(changes.takeAt(50 + 2 * LEAD + 1)).contains(change(1));
    assertThat(changes.takeAt(50 + 2 * LEAD + 2)).contains(change(2));
  }

  @Test
  void aBoundedNumberWaits() {
    PendingChanges changes = new PendingChanges();
    for (int i = 0; i < PendingChanges.MOST; i++) {
      assertThat(changes.add(change(i))).isTrue();
    }
    assertThat(changes.add(change(-1))).isFalse();
  }

  /**
   * Runs with checkpoints that complete, fail, or complete without a word, and with failures of the
   * job in between: whatever was once trained with a change is trained with it again, from the same
   * step on, and every change takes effect in the end, once.
   */
  @Test
  void onceAStepWasTrainedWithAChangeEveryReplayLetsItTakeEffectAtTheSameStep() {
    int failuresBehindAnEffect = 0;
    for (int seed = 0; seed < 2_000; seed++) {
      failuresBehindAnEffect += new Simulation(seed).run();
    }
    assertThat(failuresBehindAnEffect).as("the interesting failures").isGreaterThan(100);
  }

  /** One job: a source of changes by number, a sequencer, and a trainer that notes their steps. */
  private static final class Simulation {
    private static final int CHANGES = 3;

    /** What a completed checkpoint holds. */
    private record Checkpoint(
        long step, int read, List<PendingChange> pending, Map<LearnerChange, Long> trained) {}

    /** A checkpoint that is under way, complete or failed at a step still to come. */
    private record UnderWay(long id, Checkpoint content, long endsAt, boolean fails) {}

    private final Random random;
    private final Map<LearnerChange, Long> everTrained = new HashMap<>();
    private Checkpoint newest = new Checkpoint(0, 0, List.of(), Map.of());
    private int behindAnEffect;
    private long nextCheckpoint = 1;

    Simulation(long seed) {
      random = new Random(seed);
    }

    /** How often the job failed when a change had taken effect since the newest checkpoint. */
    int run() {
      for (int attempt = 0; attempt < 6; attempt++) {
        attempt(200 + random.nextInt(200));
      }
      attempt(20_000);
      assertThat(everTrained).hasSize(CHANGES);
      return behindAnEffect;
    }

    private void attempt(int steps) {
      PendingChanges changes = new PendingChanges();
      changes.restore(newest.pending);
      Map<LearnerChange, Long> trained = new HashMap<>(newest.trained);
      List<UnderWay> underWay = new ArrayList<>();
      int read = newest.read;
      long first = newest.step;
      for (long step = first; step < first + steps; step++) {
        if (read < CHANGES && random.nextInt(60) == 0) {
          changes.add(change(read++));
        }
        if (random.nextInt(40) == 0) {
          List<PendingChange> held = changes.atCheckpoint(nextCheckpoint, step);
          underWay.add(
              new UnderWay(
                  nextCheckpoint++,
                  new Checkpoint(step, read, held, Map.copyOf(trained)),
                  step + random.nextInt(60),
                  random.nextInt(4) == 0));
        }
        end(underWay, step, changes);
        long now = step;
        changes.takeAt(step).ifPresent(change -> note(trained, change, now));
      }
      // The job fails; what is under way may still complete, and nobody is there to hear of it.
      underWay.removeIf(checkpoint -> random.nextBoolean());
      end(underWay, Long.MAX_VALUE, new PendingChanges());
      if (!trained.equals(newest.trained)) {
        behindAnEffect++;
      }
    }

    private void end(List<UnderWay> underWay, long step, PendingChanges changes) {
      for (UnderWay checkpoint : List.copyOf(underWay)) {
        if (checkpoint.endsAt <= step) {
          underWay.remove(checkpoint);
          if (!checkpoint.fails && checkpoint.content.step >= newest.step) {
            newest = checkpoint.content;
            if (random.nextInt(4) > 0) { // else the notification is lost
              changes.completed(checkpoint.id);
            }
          }
        }
      }
    }

    private void note(Map<LearnerChange, Long> trained, LearnerChange change, long step) {
      assertThat(trained).as("once").doesNotContainKey(change);
      trained.put(change, step);
      assertThat(everTrained.getOrDefault(change, step)).as(change.place()).isEqualTo(step);
      everTrained.put(change, step);
    }
  }

  private static LearnerChange change(int number) {
    LearnerChangeKind[] kinds = LearnerChangeKind.values();
    return new LearnerChange(
        "control-0-" + number,
        kinds[Math.floorMod(number, kinds.length)],
        10,
        0.5 + number / 100.0,
        "team",
        "for a test");
  }
}
