package io.hsicflow.model.backend;

/**
 * What several trainers exchange within a step: batch-norm sums, hiddens and gradients. For one
 * rank it is the identity. Every rank makes the same calls in the same order, so two views that
 * share a collective of more than one rank run one after the other, never {@link
 * Backend#sideBySide}.
 */
public interface Collective {
  /** How many trainers there are. */
  int ranks();

  /** This trainer's place among them, from 0. */
  int rank();

  /** Replaces the tensor by its sum over all ranks, the same bits on each. */
  void sumInPlace(Tensor tensor);

  /** The rows [n, d] of all ranks under one another in the order of ranks: [ranks * n, d]. */
  Tensor gather(Tensor rows);

  /** The collective of a single trainer. */
  static Collective single() {
    return SingleRank.INSTANCE;
  }
}
