package io.hsicflow.model.nd4j;

import io.hsicflow.model.backend.ComputeCapability;

/** The NVIDIA GPUs that the process sees, numbered from 0. */
interface Gpus {
  int count();

  /** The name of one, such as {@code NVIDIA A100}. */
  String name(int number);

  ComputeCapability capability(int number);
}
