package io.hsicflow.model.network;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BatchStatistics;
import io.hsicflow.model.backend.Collective;
import io.hsicflow.model.backend.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * One batch on its way through a network: parameters, mode, and what the forward leaves for the
 * backward. Layers push in the order of the forward and pop in the reverse order, so backward calls
 * mirror the forward calls.
 */
public final class NetworkPass {
  private final Backend backend;
  private final ParameterBuffer parameters;
  private final ParameterBuffer gradients;
  private final Collective collective;
  private final NormStatistics fixed;
  private final Deque<Tensor> kept = new ArrayDeque<>();
  private final Map<Norm, BatchStatistics> statistics = new HashMap<>();

  private NetworkPass(
      Backend backend,
      ParameterBuffer parameters,
      ParameterBuffer gradients,
      Collective collective,
      NormStatistics fixed) {
    this.backend = backend;
    this.parameters = parameters;
    this.gradients = gradients;
    this.collective = collective;
    this.fixed = fixed;
  }

  /**
   * Training mode with a backward to come, whose parameter gradients are added to {@code
   * gradients}.
   */
  public static NetworkPass training(
      Backend backend,
      ParameterBuffer parameters,
      ParameterBuffer gradients,
      Collective collective) {
    return new NetworkPass(backend, parameters, gradients, collective, null);
  }

  /**
   * Training mode (batch statistics) without a backward, as the target network runs: activations
   * are freed on the way.
   */
  public static NetworkPass forwardOnly(
      Backend backend, ParameterBuffer parameters, Collective collective) {
    return new NetworkPass(backend, parameters, null, collective, null);
  }

  /** Evaluation mode: batch norms use the given statistics, activations are freed on the way. */
  public static NetworkPass evaluation(
      Backend backend, ParameterBuffer parameters, NormStatistics statistics) {
    return new NetworkPass(backend, parameters, null, Collective.single(), statistics);
  }

  /** The batch's own statistics at that batch norm; null where it did not run in training mode. */
  public BatchStatistics batchStatistics(Norm norm) {
    return statistics.get(norm);
  }

  /** What computes it. */
  public Backend backend() {
    return backend;
  }

  Collective collective() {
    return collective;
  }

  /** Statistics to use in place of the batch's; null in training mode. */
  NormStatistics fixedStatistics() {
    return fixed;
  }

  Tensor parameter(String name) {
    return parameters.view(name);
  }

  Tensor gradient(String name) {
    return gradients.view(name);
  }

  /** Whether a backward will follow. */
  boolean keeps() {
    return gradients != null;
  }

  void record(Norm norm, BatchStatistics batch) {
    statistics.put(norm, batch);
  }

  /** Keeps a tensor for the backward; does nothing without one. */
  void push(Tensor tensor) {
    if (keeps()) {
      kept.push(tensor);
    }
  }

  Tensor pop() {
    return kept.pop();
  }

  /** Frees a tensor that no later layer reads, unless the backward will. */
  void done(Tensor tensor) {
    if (!keeps()) {
      tensor.close();
    }
  }
}
