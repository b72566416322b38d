package io.hsicflow.model.learner;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Follower;
import io.hsicflow.model.backend.LarsPart;
import io.hsicflow.model.optim.EvaluationAverage;
import io.hsicflow.model.optim.Lars;
import io.hsicflow.model.optim.OptimiserSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * What a step does to parameters (docs/method.md section 6): LARS, then the target and the
 * evaluation average with the updated ones, tensor by tensor.
 */
final class ParameterUpdate {
  private final Lars lars;
  private final EvaluationAverage average;

  ParameterUpdate(Backend backend, OptimiserSettings settings, EvaluationAverage average) {
    lars = new Lars(backend, settings);
    this.average = average;
  }

  /**
   * Moves one half of the parameters by their gradient.
   *
   * @param rate the learning rate
   * @param oneMinusTau the weight of the online parameters in the target
   */
  void move(ParameterHalf half, double rate, double oneMinusTau) {
    List<LarsPart> parts = new ArrayList<>();
    for (ParameterHalf.Part part : half.parts()) {
      Follower evaluated = average.follower(part.average());
      parts.add(
          lars.part(
              part.segment(),
              part.target() == null
                  ? List.of(evaluated)
                  : List.of(new Follower(part.target(), oneMinusTau), evaluated)));
    }
    lars.update(parts, rate);
  }
}
