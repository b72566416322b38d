package io.hsicflow.model.learner;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Tensor;

/** The numbers of a flat buffer, in a backend's memory or in a state's bytes. */
@FunctionalInterface
interface FlatNumbers {
  /** {@code count} numbers from {@code offset} on. */
  double[] read(long offset, int count);

  /** Those of a flat tensor. */
  static FlatNumbers of(Backend backend, Tensor flat) {
    return (offset, count) -> backend.read(backend.view(flat, offset, count));
  }
}
