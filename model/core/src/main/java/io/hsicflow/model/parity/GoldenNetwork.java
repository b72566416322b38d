package io.hsicflow.model.parity;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.network.FixedStatistics;
import io.hsicflow.model.network.Norm;
import io.hsicflow.model.network.Parameter;
import io.hsicflow.model.network.ParameterBuffer;
import io.hsicflow.model.network.ParameterLayout;
import io.hsicflow.model.network.ResNet;
import io.hsicflow.model.network.Stem;

/** The network that a file of kind {@code network} is of, its parameters and its input. */
final class GoldenNetwork {
  private final int depth;
  private final ParameterLayout layout;
  private final ResNet net;
  private final FilledParameters fill;
  private final double[] input;
  private final int batch;
  private final int size;

  GoldenNetwork(GoldenFile file) {
    file.requireFixed("bn_epsilon", Norm.EPSILON);
    depth = file.whole("depth");
    ParameterLayout.Builder builder = ParameterLayout.builder();
    net = new ResNet(builder, "", depth, Stem.of(file.text("stem")), file.whole("width"));
    layout = builder.build();
    fill = new FilledParameters(file.wholeLong("fill_seed"));
    input = file.values("input");
    batch = file.whole("batch");
    size = file.whole("size");
  }

  int depth() {
    return depth;
  }

  ParameterLayout layout() {
    return layout;
  }

  ResNet net() {
    return net;
  }

  /** The batch, [B, 3, S, S]. */
  Tensor input(Backend backend) {
    return backend.activation(input, batch, 3, size, size);
  }

  /** The parameters, to be closed. */
  ParameterBuffer parameters(Backend backend) {
    ParameterBuffer parameters = new ParameterBuffer(backend, layout);
    for (Parameter p : layout.parameters()) {
      backend.write(parameters.view(p.name()), fill.parameter(p));
    }
    return parameters;
  }

  /** The running statistics, to be closed. */
  FixedStatistics statistics(Backend backend) {
    return new FixedStatistics(backend, layout, name -> fill.statistic(name, channels(name)));
  }

  /** The gradient of the embedding, [B, dimension]. */
  Tensor upstream(Backend backend) {
    int dimension = net.embedding();
    return backend.of(fill.plain("upstream", batch * dimension), batch, dimension);
  }

  private int channels(String statistic) {
    return layout.norms().stream()
        .filter(norm -> statistic.startsWith(norm.name() + ".running"))
        .mapToInt(Norm::channels)
        .findFirst()
        .orElseThrow();
  }
}
