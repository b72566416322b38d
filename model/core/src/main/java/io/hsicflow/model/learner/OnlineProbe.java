package io.hsicflow.model.learner;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Collective;
import io.hsicflow.model.backend.CrossEntropy;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.network.Linear;
import io.hsicflow.model.network.NetworkPass;

/** A step's turn of the online probe (docs/method.md section 2). */
final class OnlineProbe {
  private OnlineProbe() {}

  /**
   * The probe's loss; its gradients are added, and stop at the embedding.
   *
   * @param probe null where there is none
   * @param embedding of view 1, [local batch, dimension]
   * @param labels null where there are none
   */
  static CrossEntropy turn(
      Backend backend,
      LearnerBuffers buffers,
      Collective collective,
      Linear probe,
      Tensor embedding,
      int[] labels) {
    if (probe == null || labels == null) {
      return new CrossEntropy(0, 0, 0);
    }
    NetworkPass pass =
        NetworkPass.training(backend, buffers.online(), buffers.gradient(), collective);
    Tensor logits = probe.forward(pass, embedding);
    Tensor gradient = backend.zeros(logits.shape());
    CrossEntropy value = backend.softmaxCrossEntropy(logits, labels, gradient);
    // Gradients are summed over the trainers; the probe's loss is the mean of theirs.
    backend.scale(gradient, 1.0 / collective.ranks());
    probe.backward(pass, gradient, false);
    return value;
  }
}
