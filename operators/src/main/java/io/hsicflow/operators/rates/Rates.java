package io.hsicflow.operators.rates;

import io.hsicflow.operators.clock.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides by clock and load how a training sequence in arrival order goes on. Where the trainer
 * would wait, a step is filled with held images if the budget has enough places for it: fewer would
 * not make the trainer work. A step that waits for images too long is topped up, whatever the
 * budget. While images come too fast, a share of them is left out. Not thread-safe.
 */
public final class Rates {

  /** How often it is asked whether the trainer waits. */
  static final Duration LOOK = Duration.ofMillis(100);

  /** The same after extra places were given: a small learner is soon done with a step. */
  static final Duration NEXT_LOOK = Duration.ofMillis(10);

  private static final Logger LOG = LoggerFactory.getLogger(Rates.class);

  private final RateSettings settings;
  private final int batch;
  private final PlacedSequence sequence;
  private final Clock clock;
  private final RateCounters counters;
  private final PlaceBudget budget;
  private final EvenShare even;
  private final ShareControl control;
  private final LoadWindow sinceLook;
  private final LoadWindow sincePlace;
  private final LoadWindow sinceControl;
  private double share;
  private boolean gaveExtra;
  private boolean gaveExtraSinceControl;
  // What no held image could fill waits for the next fresh one. Extra places that ran out say
  // nothing of a step that waits: only a top-up counts and reports it.
  private boolean extraRanOut;
  private boolean topUpRanOut;
  private boolean toldShort;

  /**
   * @param batch images of one step over all ranks
   */
  public Rates(
      RateSettings settings,
      int batch,
      RatesPosition at,
      PlacedSequence sequence,
      TaskLoad load,
      Clock clock,
      RateCounters counters) {
    this.settings = settings;
    this.batch = batch;
    this.sequence = sequence;
    this.clock = clock;
    this.counters = counters;
    budget = new PlaceBudget(settings.maxPlaces(), at.fresh(), at.left());
    even = new EvenShare(at.stretch(), at.within(), at.taken());
    control = new ShareControl(settings.minShare());
    share = control.clamp(at.share());
    long now = clock.nanos();
    sinceLook = new LoadWindow(load, now);
    sincePlace = new LoadWindow(load, now);
    sinceControl = new LoadWindow(load, now);
  }

  /** Whether the next fresh image is trained on; one that is not is counted. */
  public boolean takesNext() {
    if (!settings.thins() || even.takes(share)) {
      return true;
    }
    counters.thinned().inc();
    return false;
  }

  /** A fresh image took its place, and {@code places - 1} held ones with it. */
  public void tookPlaces(int places) {
    if (settings.rises()) {
      budget.earn(places);
      budget.left(sequence.held());
    }
    if (settings.topsUp()) {
      sincePlace.begin(clock.nanos());
    }
    extraRanOut = false;
    topUpRanOut = false;
  }

  /**
   * Nanoseconds to the next {@link #look}, not above 0 if it is due; empty where none is needed.
   */
  public OptionalLong nanosToLook() {
    long now = clock.nanos();
    OptionalLong next = OptionalLong.empty();
    if (settings.rises()) {
      next = sooner(next, sinceLook.left(gaveExtra ? NEXT_LOOK : LOOK, now));
    }
    if (settings.topsUp() && isStepWaiting()) {
      next = sooner(next, sincePlace.left(settings.topUpAfter(), now));
    }
    if (settings.thins()) {
      next = sooner(next, sinceControl.left(ShareControl.INTERVAL, now));
    }
    return next;
  }

  private static OptionalLong sooner(OptionalLong one, long other) {
    return OptionalLong.of(Math.min(one.orElse(other), other));
  }

  /** Does what is due. */
  public void look() throws Exception {
    if (settings.thins() && isDue(sinceControl, ShareControl.INTERVAL)) {
      setShare();
    }
    if (settings.rises() && isDue(sinceLook, gaveExtra ? NEXT_LOOK : LOOK)) {
      giveExtra();
    }
    if (settings.topsUp() && isStepWaiting() && isDue(sincePlace, settings.topUpAfter())) {
      topUp();
    }
  }

  private boolean isDue(LoadWindow window, Duration length) {
    return window.left(length, clock.nanos()) <= 0;
  }

  /** Whether a step has begun, and held images may be able to fill it. */
  private boolean isStepWaiting() {
    return sequence.next() % batch != 0 && !topUpRanOut;
  }

  private int room() {
    return batch - (int) (sequence.next() % batch);
  }

  private void setShare() {
    long now = clock.nanos();
    // Places that were given because there was room are no sign that there is none.
    share = control.next(share, gaveExtraSinceControl ? 0 : sinceControl.pressure(now));
    gaveExtraSinceControl = false;
    sinceControl.begin(now);
  }

  private void giveExtra() throws Exception {
    gaveExtra = false;
    int room = room();
    if (!extraRanOut && budget.left(sequence.held()) >= room && sinceLook.isSpare(clock.nanos())) {
      int given = replay(room);
      extraRanOut = given < room;
      budget.spend(given);
      counters.extra().inc(given);
      gaveExtra = given > 0;
      gaveExtraSinceControl |= gaveExtra;
    }
    sinceLook.begin(clock.nanos());
  }

  private void topUp() throws Exception {
    if (!sincePlace.isSpare(clock.nanos())) {
      // Images are there, or the trainer is not done with those it has: no step waits for any.
      sincePlace.begin(clock.nanos());
      return;
    }
    int room = room();
    int given = replay(room);
    counters.toppedUp().inc(given);
    topUpRanOut = given < room;
    if (!topUpRanOut) {
      toldShort = false;
      return;
    }
    counters.shortTopUps().inc();
    if (!toldShort) {
      toldShort = true;
      LOG.warn(
          "No image came for replay.top-up-after = {} ms, and held ones took {} of the {} places that step {} has left:"
              + " it has no image twice. The others wait for the next image, until more different ones are held"
              + " (replay.images, replay.min-images). This is said once until a step was topped up.",
          settings.topUpAfter().toMillis(),
          given,
          room,
          sequence.next() / batch);
    }
  }

  private int replay(int places) throws Exception {
    int given = sequence.replay(places);
    if (given > 0 && settings.topsUp()) {
      sincePlace.begin(clock.nanos());
    }
    return given;
  }

  /** The share of fresh images that is trained on. */
  public double share() {
    return share;
  }

  /** What a checkpoint has to hold. */
  public RatesPosition position() {
    return new RatesPosition(
        budget.fresh(), budget.left(), share, even.stretch(), even.within(), even.taken());
  }
}
