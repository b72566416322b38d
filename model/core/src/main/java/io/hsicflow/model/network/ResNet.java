package io.hsicflow.model.network;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A residual network v1 with torchvision's names and padding, of any base width, up to the pooled
 * embedding (docs/method.md section 2; He et al., arXiv 1512.03385). Stems: 7 x 7 of stride 2 with
 * a maximum pool, or 3 x 3 of stride 1 without.
 */
public final class ResNet {
  private static final int GROUPS = 4;

  private final Stem stem;
  private final int embedding;
  private final Convolution first;
  private final BatchNorm firstNorm;
  private final List<ResidualBlock> blocks = new ArrayList<>();

  /**
   * Declares the network's parameters.
   *
   * @param prefix before every name, {@code encoder.} or empty
   * @param depth 18, 34, 50, 101 or 152
   * @param width channels of the first group, 64 in torchvision
   */
  public ResNet(ParameterLayout.Builder layout, String prefix, int depth, Stem stem, int width) {
    this.stem = stem;
    boolean bottleneck = hasBottlenecks(depth);
    int[] sizes = blocks(depth);
    first =
        stem == Stem.IMAGENET
            ? new Convolution(prefix + "conv1", 3, width, 7, 2)
            : new Convolution(prefix + "conv1", 3, width, 3, 1);
    first.declare(layout);
    firstNorm = BatchNorm.declare(layout, prefix + "bn1", width, false);
    int in = width;
    for (int group = 0; group < GROUPS; group++) {
      for (int i = 0; i < sizes[group]; i++) {
        String name = prefix + "layer" + (group + 1) + "." + i;
        int stride = group > 0 && i == 0 ? 2 : 1;
        blocks.add(new ResidualBlock(layout, name, bottleneck, in, width << group, stride));
        in = (bottleneck ? 4 : 1) * (width << group);
      }
    }
    embedding = in;
  }

  /** Whether the blocks of that depth are of three convolutions, with four times the channels. */
  public static boolean hasBottlenecks(int depth) {
    return depth >= 50;
  }

  /**
   * The number of blocks in each of the four groups.
   *
   * @throws IllegalArgumentException for a depth that there is not
   */
  public static int[] blocks(int depth) {
    return switch (depth) {
      case 18 -> new int[] {2, 2, 2, 2};
      case 34, 50 -> new int[] {3, 4, 6, 3};
      case 101 -> new int[] {3, 4, 23, 3};
      case 152 -> new int[] {3, 8, 36, 3};
      default ->
          throw new IllegalArgumentException(
              "There is no ResNet of depth " + depth + " here; there are 18, 34, 50, 101 and 152.");
    };
  }

  /**
   * Numbers of the largest activation of one image: that behind the first convolution, or that of
   * the first group.
   *
   * @param side of the image in pixels
   */
  public static long largestActivation(int depth, Stem stem, int width, int side) {
    long first = stem == Stem.IMAGENET ? halved(side) : side;
    long group = stem == Stem.IMAGENET ? halved(halved(side)) : side;
    return width * Math.max(first * first, (hasBottlenecks(depth) ? 4 : 1) * group * group);
  }

  private static int halved(int side) {
    return (side + 1) / 2;
  }

  /** The dimension of the embedding. */
  public int embedding() {
    return embedding;
  }

  /**
   * Normalised images [n, 3, s, s], freed where no backward follows, to embeddings [n, embedding].
   */
  public Tensor forward(NetworkPass pass, Tensor images) {
    Backend backend = pass.backend();
    Tensor c = first.forward(pass, images);
    pass.done(images);
    Tensor h = firstNorm.forward(pass, c, true);
    pass.done(c);
    if (stem == Stem.IMAGENET) {
      Tensor pooled = backend.maxPool(h);
      pass.push(h);
      pass.push(pooled);
      pass.done(h);
      h = pooled;
    }
    for (ResidualBlock block : blocks) {
      h = block.forward(pass, h);
    }
    pass.push(h);
    Tensor e = backend.averagePool(h);
    pass.done(h);
    return e;
  }

  /**
   * Adds to the gradients of all parameters.
   *
   * @param dy the embeddings' gradient [n, embedding], the caller's to free
   * @param inputGradient whether the gradient of the images is wanted
   * @return that gradient, or null
   */
  public Tensor backward(NetworkPass pass, Tensor dy, boolean inputGradient) {
    Backend backend = pass.backend();
    Tensor last = pass.pop();
    Tensor g = backend.averagePoolGradient(dy, last.dimension(2), last.dimension(3));
    for (int i = blocks.size() - 1; i >= 0; i--) {
      g = blocks.get(i).backward(pass, g);
    }
    if (stem == Stem.IMAGENET) {
      Tensor y = pass.pop();
      Tensor x = pass.pop();
      Tensor pooled = g;
      g = backend.maxPoolGradient(x, y, pooled);
      pooled.close();
    }
    Tensor h = firstNorm.backward(pass, g, true);
    g.close();
    return first.backward(pass, h, inputGradient);
  }
}
