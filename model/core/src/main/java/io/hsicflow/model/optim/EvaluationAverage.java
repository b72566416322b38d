package io.hsicflow.model.optim;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Follower;
import io.hsicflow.model.backend.Tensor;

/**
 * The zero-debiased exponential moving average of the online parameters (docs/method.md section 6):
 * hidden starts as (1 - decay) times the initial parameters with count 1; average = hidden / (1 -
 * decay^count).
 */
public final class EvaluationAverage {
  private final Backend backend;
  private final double decay;
  private final Tensor hidden;
  private long count;

  /**
   * Starts the average at the initial parameters.
   *
   * @param hidden the buffer that holds the hidden sum, as long as the parameters; overwritten
   */
  public EvaluationAverage(Backend backend, double decay, Tensor hidden, Tensor parameters) {
    this.backend = backend;
    this.decay = decay;
    this.hidden = hidden;
    backend.fill(hidden, 0);
    backend.axpy(1 - decay, parameters, hidden);
    count = 1;
  }

  /** Takes the parameters after an update into the average. */
  public void update(Tensor parameters) {
    Follower whole = follower(hidden);
    backend.lerp(whole.average(), parameters, whole.weight());
    parametersTaken();
  }

  /**
   * How a part of the hidden sums follows the same part of the parameters. Once all parts have, in
   * an update, {@link #parametersTaken} is to be called.
   */
  public Follower follower(Tensor hiddenPart) {
    return new Follower(hiddenPart, 1 - decay);
  }

  /** Counts an update whose parts have all been taken. */
  public void parametersTaken() {
    count++;
  }

  /** The factor that makes averages of the hidden sums. */
  public double debias() {
    return debias(decay, count);
  }

  /** The factor that makes averages of hidden sums, {@code 1 / (1 - decay^count)}. */
  public static double debias(double decay, long count) {
    return 1 / -Math.expm1(count * Math.log(decay));
  }

  /** The hidden sums. */
  public Tensor hidden() {
    return hidden;
  }

  /** Parameters taken so far, the initial ones included. */
  public long count() {
    return count;
  }

  /** Sets the count, for a restored buffer. */
  public void restoreCount(long restored) {
    count = restored;
  }
}
