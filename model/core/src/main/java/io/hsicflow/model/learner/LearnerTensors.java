package io.hsicflow.model.learner;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.network.Norm;
import io.hsicflow.model.network.Parameter;
import io.hsicflow.model.network.ParameterBuffer;
import io.hsicflow.model.network.RunningStatistics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The tensors of a learner by name, row-major, for starting it from stored values and comparing
 * what it makes of them. Names are those of the parameters, {@code encoder.conv1.weight} and so on.
 */
public final class LearnerTensors {
  /** A part of a learner with tensors of its own. */
  public enum Part {
    /** Online parameters. */
    ONLINE,
    /** Momentum of LARS. */
    MOMENTUM,
    /** The evaluation average, debiased. */
    AVERAGE,
    /** Target parameters: encoder and projector; none without a target network. */
    TARGET
  }

  private LearnerTensors() {}

  /**
   * Overwrites the parameters of both networks and starts the evaluation average anew from them.
   *
   * @param online values of the online parameter of a name
   * @param target likewise of the target; not asked without a target network
   */
  public static void start(
      Learner learner, Function<String, double[]> online, Function<String, double[]> target) {
    LearnerBuffers buffers = learner.buffers();
    fill(learner.backend(), buffers.online(), online);
    if (buffers.target() != null) {
      fill(learner.backend(), buffers.target(), target);
    }
    learner.restartAverage();
  }

  private static void fill(
      Backend backend, ParameterBuffer buffer, Function<String, double[]> values) {
    for (Parameter parameter : buffer.layout().parameters()) {
      backend.write(buffer.view(parameter.name()), values.apply(parameter.name()));
    }
  }

  /** Copies of all parameters of a part; none where the learner has no such part. */
  public static Map<String, double[]> parameters(Learner learner, Part part) {
    LearnerBuffers buffers = learner.buffers();
    return switch (part) {
      case ONLINE -> read(learner.backend(), buffers.online(), 1);
      case MOMENTUM -> read(learner.backend(), buffers.momentum(), 1);
      case AVERAGE -> read(learner.backend(), buffers.average(), learner.average().debias());
      case TARGET ->
          buffers.target() == null ? Map.of() : read(learner.backend(), buffers.target(), 1);
    };
  }

  private static Map<String, double[]> read(
      Backend backend, ParameterBuffer buffer, double factor) {
    Map<String, double[]> all = new LinkedHashMap<>();
    for (Parameter parameter : buffer.layout().parameters()) {
      double[] values = backend.read(buffer.view(parameter.name()));
      for (int i = 0; i < values.length; i++) {
        values[i] *= factor;
      }
      all.put(parameter.name(), values);
    }
    return all;
  }

  /**
   * Copies of a network's running statistics, {@code NORM.running_mean} and {@code
   * NORM.running_var}; none for a part that has none.
   */
  public static Map<String, double[]> statistics(Learner learner, Part part) {
    LearnerBuffers buffers = learner.buffers();
    Map<String, double[]> all = new LinkedHashMap<>();
    if (part == Part.ONLINE) {
      read(learner.backend(), buffers.online(), buffers.onlineStatistics(), all);
    } else if (part == Part.TARGET && buffers.target() != null) {
      read(learner.backend(), buffers.target(), buffers.targetStatistics(), all);
    }
    return all;
  }

  private static void read(
      Backend backend,
      ParameterBuffer buffer,
      RunningStatistics statistics,
      Map<String, double[]> all) {
    for (Norm norm : buffer.layout().norms()) {
      all.put(norm.name() + ".running_mean", backend.read(statistics.mean(norm)));
      all.put(norm.name() + ".running_var", backend.read(statistics.variance(norm)));
    }
  }
}
