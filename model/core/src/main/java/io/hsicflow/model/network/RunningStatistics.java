package io.hsicflow.model.network;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BatchStatistics;
import io.hsicflow.model.backend.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Zero-debiased averages of batch mean and biased batch variance with decay 0.9 (docs/method.md
 * section 2): hidden = 0.9 hidden + 0.1 value from 0, and the statistic is hidden / (1 -
 * 0.9^count). At count 0 the mean is 0, the variance 1.
 */
public final class RunningStatistics implements NormStatistics, AutoCloseable {
  private static final double DECAY = 0.9;

  /** As many updates as make 0.9^count vanish beside 1, so that sums are their averages. */
  private static final long SETTLED = 400;

  private final Backend backend;
  private final ParameterLayout layout;

  /** Hidden sums: the means of all batch norms, then their variances. */
  private final Tensor hidden;

  /** The same, debiased; made when it is asked for. */
  private final Tensor debiased;

  /** The hidden sums at the last {@link #keep}. */
  private final Tensor kept;

  private final long[] counts;
  private final long[] keptCounts;
  private boolean stale = true;

  /** Statistics at count 0. */
  public RunningStatistics(Backend backend, ParameterLayout layout) {
    this.backend = backend;
    this.layout = layout;
    int channels = Math.toIntExact(layout.normChannels());
    hidden = backend.persistentZeros(2 * channels);
    debiased = backend.persistentZeros(2 * channels);
    kept = backend.persistentZeros(2 * channels);
    counts = new long[layout.norms().size()];
    keptCounts = new long[counts.length];
  }

  /** Takes in the batch statistics of a training-mode pass: once a view, view 1 first. */
  public void update(NetworkPass pass) {
    List<Tensor> parts = new ArrayList<>();
    List<Tensor> batches = new ArrayList<>();
    for (Norm norm : layout.norms()) {
      BatchStatistics batch = pass.batchStatistics(norm);
      if (batch != null) {
        parts.add(part(hidden, norm, false));
        batches.add(batch.mean());
        parts.add(part(hidden, norm, true));
        batches.add(batch.variance());
        counts[norm.index()]++;
      }
    }
    backend.lerpEach(parts, batches, 1 - DECAY);
    stale = true;
  }

  /** Remembers the statistics as they are, for {@link #undo}. */
  public void keep() {
    backend.copy(hidden, kept);
    System.arraycopy(counts, 0, keptCounts, 0, counts.length);
  }

  /** Goes back to the statistics of the last {@link #keep}, bit for bit. */
  public void undo() {
    backend.copy(kept, hidden);
    restoreCounts(keptCounts);
  }

  /** Whether all sums are finite numbers. */
  public boolean isFinite() {
    for (double value : backend.read(hidden)) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Tensor mean(Norm norm) {
    refresh();
    return part(debiased, norm, false);
  }

  @Override
  public Tensor variance(Norm norm) {
    refresh();
    return part(debiased, norm, true);
  }

  /**
   * The hidden sums, [2 x channels of all batch norms]: all means in the order of the layout, then
   * all variances.
   */
  public Tensor hidden() {
    return hidden;
  }

  /**
   * The factor that makes statistics of the hidden sums, {@code 1 / (1 - 0.9^count)}.
   *
   * @param count updates behind the sums, at least 1
   */
  public static double debias(long count) {
    return 1 / (1 - Math.pow(DECAY, count));
  }

  /** Takes over statistics that many updates are behind already, such as those of a file. */
  public void settle(Norm norm, double[] mean, double[] variance) {
    backend.write(part(hidden, norm, false), mean);
    backend.write(part(hidden, norm, true), variance);
    counts[norm.index()] = SETTLED;
    stale = true;
  }

  /** How often each batch norm of the layout was updated; a copy. */
  public long[] counts() {
    return counts.clone();
  }

  /** Replaces the counts, and makes the statistics anew from the hidden sums as they are now. */
  public void restoreCounts(long[] restored) {
    if (restored.length != counts.length) {
      throw new IllegalArgumentException(
          "There are %d counts for %d batch norms: the state is of another network."
              .formatted(restored.length, counts.length));
    }
    System.arraycopy(restored, 0, counts, 0, counts.length);
    stale = true;
  }

  private void refresh() {
    if (!stale) {
      return;
    }
    backend.fill(debiased, 0);
    for (Norm norm : layout.norms()) {
      long count = counts[norm.index()];
      if (count == 0) {
        backend.fill(part(debiased, norm, true), 1);
      } else {
        double factor = debias(count);
        backend.axpy(factor, part(hidden, norm, false), part(debiased, norm, false));
        backend.axpy(factor, part(hidden, norm, true), part(debiased, norm, true));
      }
    }
    stale = false;
  }

  private Tensor part(Tensor whole, Norm norm, boolean variance) {
    return backend.view(
        whole, norm.offset() + (variance ? layout.normChannels() : 0), norm.channels());
  }

  @Override
  public void close() {
    hidden.close();
    debiased.close();
    kept.close();
  }
}
