package io.hsicflow.model.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Collective;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.network.Head;
import io.hsicflow.model.network.InitialWeights;
import io.hsicflow.model.network.NetworkPass;
import io.hsicflow.model.network.ParameterBuffer;
import io.hsicflow.model.network.ParameterLayout;
import io.hsicflow.model.network.ResNet;
import io.hsicflow.model.network.Stem;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same bits every time, and no more memory for it. */
public abstract class RepetitionConformance {
  private static final int BATCH = 8;
  private static final int SIDE = 16;
  private static final double[] MEAN = {0.485, 0.456, 0.406};
  private static final double[] DEVIATION = {0.229, 0.224, 0.225};

  private final ParameterLayout.Builder builder = ParameterLayout.builder();
  private final ResNet encoder = new ResNet(builder, "encoder.", 18, Stem.CIFAR, 16);
  private final Head projector = new Head(builder, "projector", encoder.embedding(), 32, 16);
  private final ParameterLayout layout = builder.build();
  private final byte[] images = new byte[BATCH * SIDE * SIDE * 3];

  /** Opens the backend under test with that many threads. */
  protected abstract Backend open(Precision precision, int threads);

  /** Native memory that the backend holds. */
  protected abstract long bytes(Backend backend);

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "BFLOAT16"})
  void givesTheSameBitsEveryTimeAndOnAnyNumberOfLanes(Precision precision) {
    double[] expected = null;
    for (int threads : new int[] {1, 2, 2}) {
      try (Backend backend = open(precision, threads)) {
        for (int repetition = 0; repetition < 4; repetition++) {
          double[] gradient = gradient(backend);
          if (expected == null) {
            expected = gradient;
          }
          assertThat(gradient).isEqualTo(expected);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "BFLOAT16"})
  void takesNoNewMemoryStepAfterStep(Precision precision) {
    try (Backend backend = open(precision, 1)) {
      ParameterBuffer parameters = start(backend);
      ParameterBuffer gradients = new ParameterBuffer(backend, layout);
      // The first step also takes what is kept from then on, such as weights in another layout,
      // from among what comes back; the next ones find their places around it.
      for (int step = 0; step < 4; step++) {
        backend.scoped(() -> forwardAndBack(backend, parameters, gradients, 1));
      }
      long bytes = bytes(backend);
      for (int step = 0; step < 200; step++) {
        backend.scoped(() -> forwardAndBack(backend, parameters, gradients, 1));
      }
      assertThat(bytes(backend)).isEqualTo(bytes);
    }
  }

  private ParameterBuffer start(Backend backend) {
    ParameterBuffer parameters = new ParameterBuffer(backend, layout);
    InitialWeights.draw(backend, parameters, 5, 0);
    return parameters;
  }

  /** The sum of the gradients of two batches side by side: either may be the first to add. */
  private double[] gradient(Backend backend) {
    ParameterBuffer parameters = start(backend);
    ParameterBuffer sum = new ParameterBuffer(backend, layout);
    backend.scoped(
        () ->
            backend.sideBySide(
                () -> forwardAndBack(backend, parameters, sum, 1),
                () -> forwardAndBack(backend, parameters, sum, 2)));
    double[] result = backend.read(sum.flat());
    parameters.close();
    sum.close();
    return result;
  }

  private void forwardAndBack(
      Backend backend, ParameterBuffer parameters, ParameterBuffer gradients, int seed) {
    byte[] rgb = images.clone();
    new Random(seed).nextBytes(rgb);
    NetworkPass pass = NetworkPass.training(backend, parameters, gradients, Collective.single());
    Tensor x = backend.images(rgb, BATCH, SIDE, MEAN, DEVIATION);
    Tensor z = projector.forward(pass, encoder.forward(pass, x));
    encoder.backward(pass, projector.backward(pass, z), false);
  }
}
