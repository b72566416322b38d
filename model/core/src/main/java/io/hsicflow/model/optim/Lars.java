package io.hsicflow.model.optim;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Tensor;
import java.util.List;

/**
 * Layer-wise adaptive rate scaling (You, Gitman, Ginsburg, arXiv 1708.03888) as METHOD.md section 6
 * has it: for adapted tensors {@code g <- g + wd p}, {@code g <- g eta |p| / |g|}; for all {@code
 * mu <- momentum mu + g}, {@code p <- p - lr mu}. Biases and batch-norm scales and offsets are not
 * adapted.
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
  private final List<Segment> segments;

  /** An optimiser of these tensors. */
  public Lars(Backend backend, OptimiserSettings settings, List<Segment> segments) {
    this.backend = backend;
    this.settings = settings;
    this.segments = List.copyOf(segments);
  }

  /** Updates all parameters and their momentum; leaves the gradients as they are. */
  public void update(double rate) {
    for (Segment segment : segments) {
      backend.larsUpdate(
          segment.parameters(),
          segment.gradient(),
          segment.momentum(),
          rate,
          settings.momentum(),
          segment.adapted() ? settings.weightDecay() : 0,
          segment.adapted() ? settings.eta() : 0);
    }
  }
}
