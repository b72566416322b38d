package io.hsicflow.model.learner;

import io.hsicflow.model.network.Normalisation;
import io.hsicflow.model.network.Stem;
import java.util.Set;

/**
 * The networks of a learner (docs/method.md section 2).
 *
 * @param depth ResNet depth: 18, 34, 50, 101 or 152
 * @param stem the encoder's stem
 * @param width channels of the first group; 64 is torchvision's
 * @param inputSize side of the views in pixels
 * @param hidden hidden units of projector and predictor
 * @param output their output, the dimension of the hiddens of the loss
 * @param target whether there is a target network (four hiddens an image) or not (two)
 * @param normalisation how the input's channels are normalised
 */
public record ArchitectureSettings(
    int depth,
    Stem stem,
    int width,
    int inputSize,
    int hidden,
    int output,
    boolean target,
    Normalisation normalisation) {
  private static final Set<Integer> DEPTHS = Set.of(18, 34, 50, 101, 152);

  /** The published run. */
  public static final ArchitectureSettings DEFAULT =
      new ArchitectureSettings(50, Stem.IMAGENET, 64, 224, 4096, 256, true, Normalisation.DEFAULT);

  /** Checks the numbers. */
  public ArchitectureSettings {
    if (!hasDepth(depth)) {
      throw new IllegalArgumentException(
          "There is no ResNet of depth %d here; there are 18, 34, 50, 101 and 152."
              .formatted(depth));
    }
    if (width < 1 || hidden < 1 || output < 1 || inputSize < 1 || inputSize > 4096) {
      throw new IllegalArgumentException(
          "Width %d, hidden %d and output %d must be positive, and the input size %d between 1 and 4096."
              .formatted(width, hidden, output, inputSize));
    }
  }

  /** Whether there is a ResNet of that depth here. */
  static boolean hasDepth(int depth) {
    return DEPTHS.contains(depth);
  }
}
