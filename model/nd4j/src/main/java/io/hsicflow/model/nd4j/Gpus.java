package io.hsicflow.model.nd4j;

import io.hsicflow.model.backend.ComputeCapability;

/** The NVIDIA GPUs that the process sees, numbered from 0. */
interface Gpus {
  /** There is no GPU. */
  Gpus NONE =
      new Gpus() {
        @Override
        public int count() {
          return 0;
        }

        @Override
        public String name(int number) {
          throw new IndexOutOfBoundsException(number);
        }

        @Override
        public ComputeCapability capability(int number) {
          throw new IndexOutOfBoundsException(number);
        }
      };

  int count();

  /** The name of one, such as {@code NVIDIA A100}. */
  String name(int number);

  ComputeCapability capability(int number);
}
