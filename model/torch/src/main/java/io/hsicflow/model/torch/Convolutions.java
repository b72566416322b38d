package io.hsicflow.model.torch;

import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.LongArrayRefOptional;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** libtorch's convolution of activations with channels last and torchvision's weights. */
final class Convolutions {
  private static final long GROUPS = 1;
  private static final int GRADIENTS = 3;

  private Convolutions() {}

  static Tensor forward(Tensor x, Tensor weights, int stride, int padding) {
    return torch.conv2d(
        x, weights, new TensorOptional(), both(stride), both(padding), both(1), GROUPS);
  }

  /** The gradients of x (undefined where not wanted) and of the weights. */
  static T_TensorTensorTensor_T backward(
      Tensor x, Tensor weights, Tensor dy, int stride, int padding, boolean inputGradient) {
    BoolPointer wanted = new BoolPointer(GRADIENTS);
    wanted.put(0, inputGradient).put(1, true).put(2, false);
    return torch.convolution_backward(
        dy,
        x,
        weights,
        new LongArrayRefOptional(),
        both(stride),
        both(padding),
        both(1),
        false,
        both(0),
        GROUPS,
        wanted);
  }

  private static long[] both(int value) {
    return new long[] {value, value};
  }
}
