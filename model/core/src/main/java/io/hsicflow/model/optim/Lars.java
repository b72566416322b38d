package io.hsicflow.model.optim;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Follower;
import io.hsicflow.model.backend.LarsPart;
import io.hsicflow.model.backend.Tensor;
import java.util.List;

/**
 * Layer-wise adaptive rate scaling (You, Gitman, Ginsburg, arXiv 1708.03888) as docs/method.md
 * section 6 has it: for adapted tensors {@code g <- g + wd p}, {@code g <- g eta |p| / |g|}; for
 * all {@code mu <- momentum mu + g}, {@code p <- p - lr mu}. Biases and batch-norm scales and
 * offsets are not adapted.
 */
public final class Lars {
  /**
   * One tensor of the flat buffers.
   *
   * @param parameters its parameters
   * @param gradient their gradient
   * @param momentum their momentum
   * @param adapted whether it gets weight decay and adaptation
   */
  public record Segment(Tensor parameters, Tensor gradient, Tensor momentum, boolean adapted) {}

  private final Backend backend;
  private final OptimiserSettings settings;

  /** An optimiser with these settings. */
  public Lars(Backend backend, OptimiserSettings settings) {
    this.backend = backend;
    this.settings = settings;
  }

  /** Updates a tensor's parameters and momentum; leaves the gradient as it is. */
  public void update(Segment segment, double rate) {
    update(List.of(part(segment, List.of())), rate);
  }

  /** A tensor as it is updated by these settings, and what follows it then. */
  public LarsPart part(Segment segment, List<Follower> followers) {
    return new LarsPart(
        segment.parameters(),
        segment.gradient(),
        segment.momentum(),
        segment.adapted() ? settings.weightDecay() : 0,
        segment.adapted() ? settings.eta() : 0,
        followers);
  }

  /** Updates several tensors, each followed by its followers. */
  public void update(List<LarsPart> parts, double rate) {
    backend.larsUpdateEach(parts, rate, settings.momentum());
  }
}
