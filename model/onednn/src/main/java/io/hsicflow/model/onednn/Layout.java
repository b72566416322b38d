package io.hsicflow.model.onednn;

import org.bytedeco.dnnl.memory;

/**
 * How the numbers of a shape lie in memory: oneDNN's memory descriptor. There is one object for
 * equal ones, from {@link Layouts}.
 *
 * @param dimensions the logical shape
 * @param bytes with padding
 */
record Layout(long[] dimensions, memory.desc descriptor, long bytes) {
  int dimension(int index) {
    return (int) dimensions[index];
  }

  /** What the numbers are in. */
  memory.data_type type() {
    return descriptor.get_data_type();
  }

  int channels() {
    return (int) dimensions[1];
  }

  /** Channels in one block of the layout; 0 where they are not blocked. */
  int channelBlock() {
    return descriptor.get_inner_nblks() == 0
        ? 0
        : Math.toIntExact(descriptor.get_inner_blks().get(0));
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
