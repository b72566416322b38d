package io.hsicflow.model.conformance;

import com.sun.management.OperatingSystemMXBean;
import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Collective;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.network.Head;
import io.hsicflow.model.network.InitialWeights;
import io.hsicflow.model.network.NetworkPass;
import io.hsicflow.model.network.ParameterBuffer;
import io.hsicflow.model.network.ParameterLayout;
import io.hsicflow.model.network.ResNet;
import io.hsicflow.model.network.RunningStatistics;
import io.hsicflow.model.network.Stem;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;

/**
 * Prints the images a second of a step's networks: two views online forward and backward, two views
 * target forward. Not in it: loss and optimiser. Arguments: width, batch, repetitions, threads.
 */
public final class EncoderTiming {
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final int SIDE = 32;
  private static final int HIDDEN = 512;
  private static final int OUT = 128;
  private static final double[] MEAN = {0.485, 0.456, 0.406};
  private static final double[] DEVIATION = {0.229, 0.224, 0.225};

  private final Backend backend;
  private final ResNet encoder;
  private final Head projector;
  private final Head predictor;
  private final ParameterLayout layout;
  private final ParameterBuffer online;
  private final ParameterBuffer target;
  private final ParameterBuffer[] gradients;
  private final RunningStatistics running;
  private final byte[] images;
  private final int batch;

  private EncoderTiming(Backend backend, int width, int batch) {
    this.backend = backend;
    this.batch = batch;
    ParameterLayout.Builder builder = ParameterLayout.builder();
    encoder = new ResNet(builder, "encoder.", 18, Stem.CIFAR, width);
    projector = new Head(builder, "projector", encoder.embedding(), HIDDEN, OUT);
    predictor = new Head(builder, "predictor", OUT, HIDDEN, OUT);
    layout = builder.build();
    online = new ParameterBuffer(backend, layout);
    target = new ParameterBuffer(backend, layout);
    gradients =
        new ParameterBuffer[] {
          new ParameterBuffer(backend, layout), new ParameterBuffer(backend, layout)
        };
    running = new RunningStatistics(backend, layout);
    InitialWeights.draw(backend, online, 1, 0);
    InitialWeights.draw(backend, target, 1, 1);
    images = new byte[batch * SIDE * SIDE * 3];
    new Random(1).nextBytes(images);
  }

  private void step() {
    NetworkPass[] passes = new NetworkPass[2];
    Tensor[] outputs = new Tensor[2];
    backend.sideBySide(() -> forward(passes, outputs, 0), () -> forward(passes, outputs, 1));
    backend.sideBySide(() -> backward(passes, outputs, 0), () -> backward(passes, outputs, 1));
    running.update(passes[0]);
    running.update(passes[1]);
  }

  private void forward(NetworkPass[] passes, Tensor[] outputs, int view) {
    NetworkPass still = NetworkPass.forwardOnly(backend, target, Collective.single());
    projector.forward(
        still, encoder.forward(still, backend.images(images, batch, SIDE, MEAN, DEVIATION)));
    backend.fill(gradients[view].flat(), 0);
    passes[view] = NetworkPass.training(backend, online, gradients[view], Collective.single());
    Tensor e = encoder.forward(passes[view], backend.images(images, batch, SIDE, MEAN, DEVIATION));
    outputs[view] = predictor.forward(passes[view], projector.forward(passes[view], e));
  }

  private void backward(NetworkPass[] passes, Tensor[] outputs, int view) {
    Tensor dz = predictor.backward(passes[view], outputs[view]);
    encoder.backward(passes[view], projector.backward(passes[view], dz), false);
  }

  /** Runs the loop and prints its median. */
  public static void main(String[] arguments) {
    int width = Integer.parseInt(arguments[0]);
    int batch = Integer.parseInt(arguments[1]);
    int repetitions = Integer.parseInt(arguments[2]);
    int threads = Integer.parseInt(arguments[3]);
    try (Backend backend = Backends.open(Backends.AUTO, Precision.FLOAT32, threads)) {
      EncoderTiming timing = new EncoderTiming(backend, width, batch);
      double[] times = new double[repetitions];
      double[] cpu = new double[repetitions];
      for (int i = -repetitions / 2; i < repetitions; i++) {
        long start = System.nanoTime();
        long used = PROCESS.getProcessCpuTime();
        backend.scoped(timing::step);
        if (i >= 0) {
          times[i] = (System.nanoTime() - start) / 1e6;
          cpu[i] = (PROCESS.getProcessCpuTime() - used) / 1e6;
        }
      }
      Arrays.sort(times);
      Arrays.sort(cpu);
      System.out.printf(
          "%s, width %d, batch %d, %d threads: %.1f ms a step (best %.1f; processor time %.1f), %.0f images/s (best %.0f)%n",
          backend.name(),
          width,
          batch,
          threads,
          times[repetitions / 2],
          times[0],
          cpu[repetitions / 2],
          batch * 1000 / times[repetitions / 2],
          batch * 1000 / times[0]);
    }
  }
}
