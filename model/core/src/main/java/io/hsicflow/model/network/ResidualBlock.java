package io.hsicflow.model.network;

import io.hsicflow.model.backend.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A residual block, y = relu(F(x) + S(x)): F convolutions each with a batch norm and rectified but
 * for the last; S the identity where the shapes agree, else a 1 x 1 convolution with batch norm.
 * Basic: 3 x 3, 3 x 3. Bottleneck: 1 x 1, 3 x 3 with the stride, 1 x 1 to four times the channels.
 *
 * <p>Gradient: g = dy where y is positive; dx = F'(x)^T g + S'(x)^T g.
 */
final class ResidualBlock {
  private final List<Convolution> convolutions = new ArrayList<>();
  private final List<BatchNorm> norms = new ArrayList<>();
  private final Convolution shortcut;
  private final BatchNorm shortcutNorm;

  ResidualBlock(
      ParameterLayout.Builder layout,
      String name,
      boolean bottleneck,
      int in,
      int width,
      int stride) {
    int out = bottleneck ? 4 * width : width;
    if (bottleneck) {
      stage(layout, name, in, width, 1, 1, false);
      stage(layout, name, width, width, 3, stride, false);
      stage(layout, name, width, out, 1, 1, true);
    } else {
      stage(layout, name, in, width, 3, stride, false);
      stage(layout, name, width, width, 3, 1, false);
    }
    if (stride != 1 || in != out) {
      shortcut = new Convolution(name + ".downsample.0", in, out, 1, stride);
      shortcut.declare(layout);
      shortcutNorm = BatchNorm.declare(layout, name + ".downsample.1", out, false);
    } else {
      shortcut = null;
      shortcutNorm = null;
    }
  }

  private void stage(
      ParameterLayout.Builder layout,
      String name,
      int in,
      int out,
      int kernel,
      int stride,
      boolean zeroScale) {
    int number = convolutions.size() + 1;
    Convolution convolution = new Convolution(name + ".conv" + number, in, out, kernel, stride);
    convolution.declare(layout);
    convolutions.add(convolution);
    norms.add(BatchNorm.declare(layout, name + ".bn" + number, out, zeroScale));
  }

  /** Frees x where no backward follows. */
  Tensor forward(NetworkPass pass, Tensor x) {
    Tensor s = x;
    if (shortcut != null) {
      Tensor projected = shortcut.forward(pass, x);
      s = shortcutNorm.forward(pass, projected, false);
      pass.done(projected);
    }
    Tensor h = x;
    int last = norms.size() - 1;
    for (int i = 0; i <= last; i++) {
      Tensor c = convolutions.get(i).forward(pass, h);
      if (h != x) {
        pass.done(h);
      }
      h = i < last ? norms.get(i).forward(pass, c, true) : norms.get(i).forwardAddRelu(pass, c, s);
      pass.done(c);
    }
    if (s != x) {
      s.close();
    }
    pass.done(x);
    return h;
  }

  /** Frees dy and returns dx. */
  Tensor backward(NetworkPass pass, Tensor dy) {
    int last = norms.size() - 1;
    Tensor g = norms.get(last).backwardAddRelu(pass, dy);
    for (int i = last; i >= 0; i--) {
      Tensor h = convolutions.get(i).backward(pass, g, true);
      if (i > 0) {
        g = norms.get(i - 1).backward(pass, h, true);
        h.close();
      } else {
        g = h;
      }
    }
    Tensor s = dy;
    if (shortcut != null) {
      s = shortcut.backward(pass, shortcutNorm.backward(pass, dy, false), true);
      dy.close();
    }
    pass.backend().addInPlace(g, s);
    s.close();
    return g;
  }
}
