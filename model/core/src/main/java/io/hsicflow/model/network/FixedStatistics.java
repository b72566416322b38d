package io.hsicflow.model.network;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Tensor;
import java.util.List;
import java.util.function.Function;

/** Statistics that do not change, as a snapshot holds them. */
public final class FixedStatistics implements NormStatistics, AutoCloseable {
  private final Tensor[] means;
  private final Tensor[] variances;

  /**
   * Reads the statistics of all batch norms of a layout.
   *
   * @param values from a name such as {@code encoder.bn1.running_mean} or {@code .running_var} to
   *     its c values
   */
  public FixedStatistics(
      Backend backend, ParameterLayout layout, Function<String, double[]> values) {
    List<Norm> norms = layout.norms();
    means = new Tensor[norms.size()];
    variances = new Tensor[norms.size()];
    for (Norm norm : norms) {
      means[norm.index()] = backend.persistentZeros(norm.channels());
      backend.write(means[norm.index()], values.apply(norm.name() + ".running_mean"));
      variances[norm.index()] = backend.persistentZeros(norm.channels());
      backend.write(variances[norm.index()], values.apply(norm.name() + ".running_var"));
    }
  }

  @Override
  public Tensor mean(Norm norm) {
    return means[norm.index()];
  }

  @Override
  public Tensor variance(Norm norm) {
    return variances[norm.index()];
  }

  @Override
  public void close() {
    for (Tensor mean : means) {
      mean.close();
    }
    for (Tensor variance : variances) {
      variance.close();
    }
  }
}
