package io.hsicflow.model.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rate and tau of each step of a run, by its settings and by what was changed while it was under
 * way (docs/method.md section 6).
 */
public final class Schedule {
  private final ScheduleSettings settings;
  private ScheduleChanges changes;
  private LearningRate rate;
  private TargetMomentum momentum;

  /** The schedule as it is set. */
  public Schedule(ScheduleSettings settings) {
    this.settings = settings;
    set(ScheduleChanges.NONE);
  }

  private void set(ScheduleChanges taken) {
    changes = taken;
    rate = new LearningRate(settings, taken);
    momentum = new TargetMomentum(settings, taken);
  }

  /** The learning rate of step t. */
  public double rate(long t) {
    return rate.at(t);
  }

  /** {@code 1 - tau} of step t. */
  public double oneMinusTau(long t) {
    return momentum.oneMinusTau(t);
  }

  /** What was changed. */
  public ScheduleChanges changes() {
    return changes;
  }

  /** Whether the schedule or a final decay has run to its end before step t. */
  public boolean isComplete(long t) {
    return settings.steps() > 0 && t >= settings.steps()
        || changes.finalDecay().map(decay -> decay.hasEnded(t)).orElse(false);
  }

  /**
   * Lets the rate fall to 0; in the place of a decay of another length, while one of the same
   * length goes on.
   *
   * @param step the first step of the decay
   * @param length how many steps it takes, at least 1
   */
  public void beginFinalDecay(long step, long length) {
    FinalDecay decay = new FinalDecay(step, length);
    if (changes.finalDecay().map(FinalDecay::steps).orElse(0L) != length) {
      set(changes.withFinalDecay(decay));
    }
  }

  /**
   * Moves the peak rate from where it stands; warm-up, cosine and cooldown scale with it.
   *
   * @param step the first step with another peak
   * @param to the new peak
   * @param length how many steps it takes, at least 1
   * @throws IllegalArgumentException with a sentence, if the rate cannot be that
   */
  public Transition movePeakRate(long step, double to, long length) {
    ScheduleSettings.requirePeakRate(to);
    Transition change = new Transition(step, length, rate.peak(step - 1), to);
    set(changes.withPeakRate(Optional.of(change)));
    return change;
  }

  /**
   * Moves what tau starts from; the schedule of tau goes on with it.
   *
   * @param step the first step with another tau
   * @param to the new tau
   * @param length how many steps it takes, at least 1
   * @throws IllegalArgumentException with a sentence, if tau cannot be that, or a ceiling is in its
   *     way
   */
  public Transition moveTau(long step, double to, long length) {
    ScheduleSettings.requireTau(to);
    if (momentum.hasRisen(step)) {
      throw new IllegalArgumentException(
          "tau has reached learner.tau-ceiling = %s at step %d and stays there: another one is for a resume with another learner.tau-ceiling."
              .formatted(settings.tauCeiling(), settings.tauRiseSteps()));
    }
    if (settings.steps() == 0 && settings.tauRiseSteps() > 0 && to > settings.tauCeiling()) {
      throw new IllegalArgumentException(
          "tau rises to learner.tau-ceiling = %s and cannot start from %s, which is above it: ask for less, or resume with another learner.tau-ceiling."
              .formatted(settings.tauCeiling(), to));
    }
    Transition change = new Transition(step, length, momentum.base(step - 1), to);
    set(changes.withTau(Optional.of(change)));
    return change;
  }

  /**
   * Goes on with the changes of a state; but a setting that has another value now than the state
   * was written with is the newer word, and its change is given up.
   *
   * @param stored what was changed
   * @param writtenPeakRate the setting of the peak rate that the state was written with
   * @param writtenTau the setting of tau that the state was written with
   * @return a sentence for each change that is given up
   */
  public List<String> restore(ScheduleChanges stored, double writtenPeakRate, double writtenTau) {
    List<String> given = new ArrayList<>();
    ScheduleChanges kept = stored;
    if (stored.peakRate().isPresent() && writtenPeakRate != settings.peakRate()) {
      given.add(givenUp("peak rate", stored.peakRate().get(), settings.peakRate()));
      kept = kept.withPeakRate(Optional.empty());
    }
    if (stored.tau().isPresent() && writtenTau != settings.baseTau()) {
      given.add(givenUp("tau", stored.tau().get(), settings.baseTau()));
      kept = kept.withTau(Optional.empty());
    }
    set(kept);
    return given;
  }

  private static String givenUp(String what, Transition change, double now) {
    return "The change of the %s from %s to %s, which the running job was asked for and which began at step %d, is given up for the setting, which is now %s."
        .formatted(what, change.from(), change.to(), change.firstStep(), now);
  }
}
