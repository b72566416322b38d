package io.hsicflow.model.learner;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.network.Parameter;
import io.hsicflow.model.network.ParameterBuffer;
import io.hsicflow.model.optim.Lars;
import java.util.ArrayList;
import java.util.List;

/**
 * Half of all parameters, cut between two tensors, so that two lanes update them side by side.
 *
 * @param number 0 or 1
 * @param gradient the half's part of the gradient
 * @param parts its tensors in the order of the layout
 */
record ParameterHalf(int number, Tensor gradient, List<Part> parts) {
  /**
   * One tensor and what follows it.
   *
   * @param average the hidden sums of the evaluation average
   * @param target the target's tensor, null where the target has none of that name
   */
  record Part(Lars.Segment segment, Tensor average, Tensor target) {}

  /** Both halves of a learner's buffers. */
  static List<ParameterHalf> of(Backend backend, LearnerBuffers buffers) {
    List<Parameter> all = buffers.online().layout().parameters();
    long size = buffers.online().layout().size();
    int cut = 1;
    while (cut < all.size() - 1 && all.get(cut).offset() < size / 2) {
      cut++;
    }
    return List.of(
        half(backend, buffers, 0, all.subList(0, cut)),
        half(backend, buffers, 1, all.subList(cut, all.size())));
  }

  private static ParameterHalf half(
      Backend backend, LearnerBuffers buffers, int number, List<Parameter> parameters) {
    List<Part> parts = new ArrayList<>();
    for (Parameter parameter : parameters) {
      parts.add(part(buffers, parameter));
    }
    Parameter last = parameters.get(parameters.size() - 1);
    long from = parameters.get(0).offset();
    int count = Math.toIntExact(last.offset() + last.size() - from);
    return new ParameterHalf(number, backend.view(buffers.gradient().flat(), from, count), parts);
  }

  private static Part part(LearnerBuffers buffers, Parameter parameter) {
    String name = parameter.name();
    ParameterBuffer target = buffers.target();
    boolean followed = target != null && target.layout().has(name);
    return new Part(
        new Lars.Segment(
            buffers.online().view(name),
            buffers.gradient().view(name),
            buffers.momentum().view(name),
            parameter.kind().adapted()),
        buffers.average().view(name),
        followed ? target.view(name) : null);
  }
}
