package io.hsicflow.model.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's convolution with channels last and torchvision's weights: {@code conv2d} and {@code
 * conv2d_bp}.
 */
final class Nd4jConvolution {
  private static final int EXPLICIT_PADDING = 0;
  private static final int CHANNELS_LAST = 1;
  private static final int WEIGHTS_OUT_IN_K_K = 1;

  private Nd4jConvolution() {}

  static void forward(INDArray x, INDArray weights, int stride, int padding, INDArray y) {
    Nd4j.exec(
        DynamicCustomOp.builder("conv2d")
            .addInputs(x, weights)
            .addOutputs(y)
            .addIntegerArguments(arguments(weights, stride, padding))
            .build());
  }

  static void backward(
      INDArray x,
      INDArray weights,
      INDArray dy,
      int stride,
      int padding,
      INDArray dx,
      INDArray dw) {
    Nd4j.exec(
        DynamicCustomOp.builder("conv2d_bp")
            .addInputs(x, weights, dy)
            .addOutputs(dx, dw)
            .addIntegerArguments(arguments(weights, stride, padding))
            .build());
  }

  /**
   * The gradient of the weights alone, for stride 1, where ND4J's {@code conv2d_bp} would spend
   * more time on the input's: a transposed convolution of dy whose output's gradient is x has the
   * very same one, and its other result is a mere forward convolution.
   *
   * @param scratch of dy's shape, overwritten
   */
  static void weightGradient(
      INDArray x, INDArray weights, INDArray dy, int padding, INDArray scratch, INDArray dw) {
    Nd4j.exec(
        DynamicCustomOp.builder("deconv2d_bp")
            .addInputs(dy, weights, x)
            .addOutputs(scratch, dw)
            .addIntegerArguments(arguments(weights, 1, padding))
            .build());
  }

  private static int[] arguments(INDArray weights, int stride, int padding) {
    int kernel = (int) weights.size(2);
    return new int[] {
      kernel,
      kernel,
      stride,
      stride,
      padding,
      padding,
      1,
      1,
      EXPLICIT_PADDING,
      CHANNELS_LAST,
      WEIGHTS_OUT_IN_K_K
    };
  }
}
