package io.hsicflow.model.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Collective;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.network.Head;
import io.hsicflow.model.network.Linear;
import io.hsicflow.model.network.NetworkPass;
import io.hsicflow.model.network.Parameter;
import io.hsicflow.model.network.ParameterBuffer;
import io.hsicflow.model.network.ParameterLayout;
import io.hsicflow.model.network.ResNet;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.parity.RelativeError;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hand-derived gradients against central differences of sum(output * upstream), in double. */
public abstract class NetworkGradientConformance {
  private static final double STEP = 1e-6;
  private static final double BAR = 2e-6;

  private final Random random = new Random(3);

  /** Opens the backend under test. */
  protected abstract Backend open(Precision precision);

  /** A network under test: forward keeps what backward needs in the pass. */
  private interface Net {
    Tensor forward(NetworkPass pass, Tensor x);

    Tensor backward(NetworkPass pass, Tensor upstream);
  }

  @Test
  void linear() {
    ParameterLayout.Builder layout = ParameterLayout.builder();
    Linear linear = new Linear("l", 5, 3, true);
    linear.declare(layout);
    check(layout.build(), net(linear::forward, (pass, g) -> linear.backward(pass, g, true)), 4, 5);
  }

  @Test
  void head() {
    ParameterLayout.Builder layout = ParameterLayout.builder();
    Head head = new Head(layout, "projector", 6, 7, 3);
    check(layout.build(), net(head::forward, head::backward), 5, 6);
  }

  @ParameterizedTest
  @CsvSource({
    "18,CIFAR,2,8,3",
    "18,IMAGENET,2,33,2",
    "34,CIFAR,1,8,3",
    "50,CIFAR,1,9,4",
    "50,IMAGENET,1,32,3"
  })
  void resNet(int depth, Stem stem, int width, int size, int batch) {
    ParameterLayout.Builder layout = ParameterLayout.builder();
    ResNet encoder = new ResNet(layout, "", depth, stem, width);
    Net net = net(encoder::forward, (pass, g) -> encoder.backward(pass, g, true));
    check(layout.build(), net, batch, 3, size, size);
  }

  private interface Forward {
    Tensor apply(NetworkPass pass, Tensor x);
  }

  private static Net net(Forward forward, Forward backward) {
    return new Net() {
      @Override
      public Tensor forward(NetworkPass pass, Tensor x) {
        return forward.apply(pass, x);
      }

      @Override
      public Tensor backward(NetworkPass pass, Tensor upstream) {
        return backward.apply(pass, upstream);
      }
    };
  }

  private void check(ParameterLayout layout, Net net, int... shape) {
    try (Backend b = open(Precision.FLOAT64)) {
      ParameterBuffer parameters = new ParameterBuffer(b, layout);
      ParameterBuffer gradients = new ParameterBuffer(b, layout);
      for (Parameter p : layout.parameters()) {
        double[] values = draw((int) p.size());
        for (int i = 0; i < values.length; i++) {
          values[i] = p.shape().length > 1 ? values[i] / Math.sqrt(p.fanIn()) : 1 + 0.3 * values[i];
        }
        b.write(parameters.view(p.name()), values);
      }
      int size = 1;
      for (int dimension : shape) {
        size *= dimension;
      }
      double[] x = draw(size);
      NetworkPass pass = NetworkPass.training(b, parameters, gradients, Collective.single());
      Tensor y = net.forward(pass, input(b, x, shape));
      double[] upstream = draw((int) y.size());
      double[] dx = b.read(net.backward(pass, b.of(upstream, y.shape())));
      double[] dp = b.read(gradients.flat());

      Objective objective =
          (values, input) -> {
            b.write(parameters.flat(), values);
            double[] sum = new double[1];
            b.scoped(
                () -> {
                  NetworkPass still = NetworkPass.forwardOnly(b, parameters, Collective.single());
                  double[] out = b.read(net.forward(still, input(b, input, shape)));
                  for (int i = 0; i < out.length; i++) {
                    sum[0] += out[i] * upstream[i];
                  }
                });
            return sum[0];
          };
      double[] p = b.read(parameters.flat());
      compare(objective, p, x, dp, true);
      compare(objective, p, x, dx, false);
    }
  }

  private interface Objective {
    double at(double[] parameters, double[] input);
  }

  /**
   * Differences along a few random directions cover all entries at once; a few single entries find
   * what cancels.
   */
  private void compare(
      Objective objective, double[] p, double[] x, double[] gradient, boolean ofParameters) {
    int count = gradient.length;
    double scale = RelativeError.norm(gradient);
    for (int trial = 0; trial < 24; trial++) {
      double[] direction = new double[count];
      if (trial < 8) {
        direction = draw(count);
        double norm = RelativeError.norm(direction);
        for (int i = 0; i < count; i++) {
          direction[i] /= norm;
        }
      } else {
        direction[random.nextInt(count)] = 1;
      }
      double expected = 0;
      double[] base = ofParameters ? p : x;
      double[] plus = base.clone();
      double[] minus = base.clone();
      for (int i = 0; i < count; i++) {
        expected += gradient[i] * direction[i];
        plus[i] += STEP * direction[i];
        minus[i] -= STEP * direction[i];
      }
      double up = ofParameters ? objective.at(plus, x) : objective.at(p, plus);
      double down = ofParameters ? objective.at(minus, x) : objective.at(p, minus);
      assertThat((up - down) / (2 * STEP) - expected)
          .as("direction %d", trial)
          .isBetween(-BAR * scale, BAR * scale);
    }
  }

  private static Tensor input(Backend b, double[] x, int... shape) {
    return shape.length == 2
        ? b.of(x, shape)
        : b.activation(x, shape[0], shape[1], shape[2], shape[3]);
  }

  private double[] draw(int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextGaussian();
    }
    return values;
  }
}
