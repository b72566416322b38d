package io.hsicflow.model.onednn;

import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl.normalization_flags;
import org.bytedeco.dnnl.global.dnnl.prop_kind;

/**
 * Batch norm of a fixed layout, with or without a rectifier: in training mode, forward and
 * backward, and with given statistics.
 */
final class NormPlan {
  private static final int AFFINE =
      normalization_flags.use_scale.value | normalization_flags.use_shift.value;

  private final Layout layout;
  private final float epsilon;
  private final int flags;
  private final batch_normalization_forward.primitive_desc description;
  private final Operation training;
  private final Layout mask;
  private Operation given;
  private Operation gradient;

  NormPlan(Layout layout, double epsilon, boolean relu) {
    this.layout = layout;
    this.epsilon = (float) epsilon;
    flags = AFFINE | (relu ? normalization_flags.fuse_norm_relu.value : 0);
    description = description(prop_kind.forward_training.value, flags);
    training = new Operation(new batch_normalization_forward(description), description);
    mask = relu ? Layouts.of(description.workspace_desc()) : null;
  }

  private batch_normalization_forward.primitive_desc description(int kind, int withFlags) {
    return new batch_normalization_forward.primitive_desc(
        OneDnn.CPU,
        kind,
        layout.descriptor(),
        layout.descriptor(),
        epsilon,
        withFlags,
        OneDnn.attributes(),
        false);
  }

  /** Forward with the statistics of the batch, which it writes. */
  Operation training() {
    return training;
  }

  /** What the forward leaves for the backward where it rectifies, else null. */
  Layout mask() {
    return mask;
  }

  /** Forward with statistics that it reads. */
  synchronized Operation given() {
    if (given == null) {
      batch_normalization_forward.primitive_desc d =
          description(
              prop_kind.forward_inference.value,
              flags | normalization_flags.use_global_stats.value);
      given = new Operation(new batch_normalization_forward(d), d);
    }
    return given;
  }

  /** Backward: the gradients of input, scale and shift. */
  synchronized Operation gradient() {
    if (gradient == null) {
      batch_normalization_backward.primitive_desc d =
          new batch_normalization_backward.primitive_desc(
              OneDnn.CPU,
              prop_kind.backward.value,
              layout.descriptor(),
              layout.descriptor(),
              layout.descriptor(),
              epsilon,
              flags,
              description,
              OneDnn.attributes(),
              false);
      gradient = new Operation(new batch_normalization_backward(d), d);
    }
    return gradient;
  }
}
