package io.hsicflow.model.learner;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.network.InitialWeights;
import io.hsicflow.model.network.ParameterBuffer;
import io.hsicflow.model.network.RunningStatistics;
import java.util.ArrayList;
import java.util.List;

/**
 * The flat buffers of a learner. Without a target network there are no target and no target
 * statistics.
 */
final class LearnerBuffers implements AutoCloseable {
  private static final int ONLINE = 0;
  private static final int TARGET = 1;

  private final Backend backend;
  private final ParameterBuffer online;
  private final ParameterBuffer gradient;
  private final ParameterBuffer momentum;
  private final ParameterBuffer average;
  private final RunningStatistics onlineStatistics;
  private final ParameterBuffer target;
  private final RunningStatistics targetStatistics;

  LearnerBuffers(Backend backend, Networks networks, LearnerSettings settings) {
    this.backend = backend;
    online = new ParameterBuffer(backend, networks.online());
    gradient = new ParameterBuffer(backend, networks.online());
    momentum = new ParameterBuffer(backend, networks.online());
    average = new ParameterBuffer(backend, networks.online());
    onlineStatistics = new RunningStatistics(backend, networks.online());
    InitialWeights.draw(backend, online, settings.seed(), ONLINE);
    if (settings.architecture().target()) {
      target = new ParameterBuffer(backend, networks.target());
      targetStatistics = new RunningStatistics(backend, networks.target());
      InitialWeights.draw(backend, target, settings.seed(), TARGET);
    } else {
      target = null;
      targetStatistics = null;
    }
  }

  /** Parameters of encoder, projector, predictor and probe. */
  ParameterBuffer online() {
    return online;
  }

  /** Gradient of the probe and of both views, whose backward passes may run side by side. */
  ParameterBuffer gradient() {
    return gradient;
  }

  /** Momentum of LARS. */
  ParameterBuffer momentum() {
    return momentum;
  }

  /** Hidden sums of the evaluation average. */
  ParameterBuffer average() {
    return average;
  }

  /** Running statistics of the online network. */
  RunningStatistics onlineStatistics() {
    return onlineStatistics;
  }

  /** Parameters of the target's encoder and projector, or null. */
  ParameterBuffer target() {
    return target;
  }

  /** Running statistics of the target network, or null. */
  RunningStatistics targetStatistics() {
    return targetStatistics;
  }

  /** What the state holds, in its order. */
  List<Tensor> kept() {
    List<Tensor> kept = new ArrayList<>();
    kept.add(online.flat());
    kept.add(momentum.flat());
    kept.add(average.flat());
    kept.add(onlineStatistics.hidden());
    if (target != null) {
      kept.add(target.flat());
      kept.add(targetStatistics.hidden());
    }
    return kept;
  }

  @Override
  public void close() {
    for (ParameterBuffer buffer : List.of(online, gradient, momentum, average)) {
      buffer.close();
    }
    onlineStatistics.close();
    if (target != null) {
      target.close();
      targetStatistics.close();
    }
  }
}
