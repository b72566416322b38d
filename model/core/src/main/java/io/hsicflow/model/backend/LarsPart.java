package io.hsicflow.model.backend;

import java.util.List;

/**
 * One tensor of a step of LARS; see {@link FlatVectorPrimitives#larsUpdate}.
 *
 * @param momentumBuffer its momentum
 * @param decay weight decay; 0 for excluded tensors
 * @param trust trust coefficient eta; 0 for excluded tensors
 * @param followers what goes after the updated parameters
 */
public record LarsPart(
    Tensor parameters,
    Tensor gradient,
    Tensor momentumBuffer,
    double decay,
    double trust,
    List<Follower> followers) {
  /** Copies the list. */
  public LarsPart {
    followers = List.copyOf(followers);
  }
}
