package io.hsicflow.model.torch;

import io.hsicflow.model.backend.CrossEntropy;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Softmax cross-entropy over the rows that have a label, and its gradient. */
final class SoftmaxLoss {
  private SoftmaxLoss() {}

  /**
   * The gradient of a labelled row's logits is (softmax - one-hot) / labelled rows.
   *
   * @param labels [n], -1 for none
   * @param labelled how many have one
   */
  static CrossEntropy of(Tensor logits, Tensor labels, int labelled, Tensor gradient) {
    if (labelled == 0) {
      gradient.zero_();
      return new CrossEntropy(0, 0, 0);
    }
    Tensor rows = labels.ge(new Scalar(0));
    Tensor logs = logits.log_softmax(1);
    Tensor classes = torch.arange(new Scalar(logits.size(1)), labels.options());
    Tensor own = labels.unsqueeze(1).eq(classes);
    double loss = -logs.mul(own).to(torch.ScalarType.Double).sum().item_double() / labelled;
    Tensor best = logits.argmax(new LongOptional(1), false);
    double correct = best.eq(labels).sum().item_double();
    Tensor slope = logs.exp().sub(own.to(logits.scalar_type())).mul(rows.unsqueeze(1));
    gradient.copy_(slope.div(new Scalar((double) labelled)));
    return new CrossEntropy(loss, (int) correct, labelled);
  }
}
