package io.hsicflow.model.learner;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Collective;
import io.hsicflow.model.backend.Scope;
import io.hsicflow.model.network.NetworkPass;
import io.hsicflow.model.network.Norm;
import io.hsicflow.model.network.Normalisation;
import io.hsicflow.model.network.Parameter;
import io.hsicflow.model.network.ParameterBuffer;
import io.hsicflow.model.network.ParameterLayout;
import io.hsicflow.model.network.ResNet;
import io.hsicflow.model.network.RunningStatistics;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.model.snapshot.FloatTensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gives a snapshot the running statistics of pictures that its encoder is shown in training mode,
 * its weights as they are. So an untrained encoder can be judged with statistics that fit the data
 * (docs/method.md section 2: those of a learner before its first step are mean 0, variance 1).
 */
public final class StatisticsRefresh {
  private StatisticsRefresh() {}

  /**
   * A snapshot with new statistics.
   *
   * @param images uint8 RGB, {@code count * S * S * 3}
   * @param count pictures
   * @param batch pictures of one update; what is left over at the end is not used
   * @throws IllegalArgumentException where there is not one whole batch, or the snapshot's tensors
   *     are not those of the network that its metadata names
   */
  @SuppressWarnings("try") // the scope is there to be closed
  public static EncoderSnapshot withStatisticsOf(
      Backend backend, EncoderSnapshot snapshot, byte[] images, int count, int batch) {
    int side = snapshot.metadata().inputSize();
    int bytes = side * side * 3;
    if (batch < 2 || count < batch || images.length < (long) count * bytes) {
      throw new IllegalArgumentException(
          "%d pictures of side %d in %d bytes do not make one batch of %d; give more pictures."
              .formatted(count, side, images.length, batch));
    }
    Normalisation normalisation = snapshot.metadata().normalisation();
    ParameterLayout.Builder builder = ParameterLayout.builder();
    ResNet network =
        new ResNet(
            builder,
            "",
            snapshot.metadata().depth(),
            snapshot.metadata().stem(),
            snapshot.metadata().width());
    ParameterLayout layout = builder.build();
    try (ParameterBuffer parameters = new ParameterBuffer(backend, layout);
        RunningStatistics statistics = new RunningStatistics(backend, layout)) {
      for (Parameter parameter : layout.parameters()) {
        backend.write(
            parameters.view(parameter.name()),
            Encoder.widened(Encoder.checked(snapshot, parameter.name(), parameter.shape())));
      }
      for (int first = 0; first + batch <= count; first += batch) {
        byte[] part = Arrays.copyOfRange(images, first * bytes, (first + batch) * bytes);
        try (Scope scope = backend.scope()) {
          NetworkPass pass = NetworkPass.forwardOnly(backend, parameters, Collective.single());
          network.forward(
              pass,
              backend.images(part, batch, side, normalisation.means(), normalisation.deviations()));
          statistics.update(pass);
        }
      }
      return replaced(backend, snapshot, layout, statistics);
    }
  }

  private static EncoderSnapshot replaced(
      Backend backend,
      EncoderSnapshot snapshot,
      ParameterLayout layout,
      RunningStatistics statistics) {
    Map<String, FloatTensor> tensors = new LinkedHashMap<>(snapshot.tensors());
    for (Norm norm : layout.norms()) {
      int[] shape = {norm.channels()};
      tensors.put(
          norm.name() + ".running_mean",
          new FloatTensor(shape, rounded(backend.read(statistics.mean(norm)))));
      tensors.put(
          norm.name() + ".running_var",
          new FloatTensor(shape, rounded(backend.read(statistics.variance(norm)))));
    }
    return new EncoderSnapshot(tensors, snapshot.metadata());
  }

  private static float[] rounded(double[] values) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) values[i];
    }
    return out;
  }
}
