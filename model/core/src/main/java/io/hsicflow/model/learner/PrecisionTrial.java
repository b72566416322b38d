package io.hsicflow.model.learner;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Precision;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Finds the faster of single precision and bfloat16 by a few steps of a learner that is thrown
 * away: which it is depends on the machine, and its flags do not tell.
 */
public final class PrecisionTrial {
  private static final int TIMED_STEPS = 3;

  private final Function<Precision, Backend> backends;
  private final LearnerSettings settings;
  private final LongSupplier nanos;

  /**
   * A trial of steps as these settings have them.
   *
   * @param backends opens the backend in a precision
   * @param nanos a clock, in nanoseconds
   */
  public PrecisionTrial(
      Function<Precision, Backend> backends, LearnerSettings settings, LongSupplier nanos) {
    this.backends = backends;
    this.settings = settings;
    this.nanos = nanos;
  }

  /** The faster precision; single where they are even. */
  public Precision faster() {
    return fastestStep(Precision.BFLOAT16) < fastestStep(Precision.FLOAT32)
        ? Precision.BFLOAT16
        : Precision.FLOAT32;
  }

  /** The shortest of a few steps, in nanoseconds, after one that warms up. */
  private long fastestStep(Precision precision) {
    try (Backend backend = backends.apply(precision);
        Learner learner = Learner.create(backend, settings)) {
      Batch batch = stripes();
      learner.step(batch);
      long fastest = Long.MAX_VALUE;
      for (int i = 0; i < TIMED_STEPS; i++) {
        long start = nanos.getAsLong();
        learner.step(batch);
        fastest = Math.min(fastest, nanos.getAsLong() - start);
      }
      return fastest;
    }
  }

  /** Pictures that differ, of no meaning: no time depends on what they show. */
  private Batch stripes() {
    int side = settings.architecture().inputSize();
    byte[] pictures = new byte[settings.batch() * side * side * 3];
    for (int i = 0; i < pictures.length; i++) {
      pictures[i] = (byte) (i * 31 + (i >> 8) * 17);
    }
    return new Batch(pictures, pictures, null, settings.batch());
  }
}
