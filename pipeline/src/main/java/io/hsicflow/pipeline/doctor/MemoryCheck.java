package io.hsicflow.pipeline.doctor;

import java.util.Locale;

/**
 * Whether there is memory for a small learner, and whether the heap leaves the larger part of it to
 * tensors, which lie outside the heap.
 */
final class MemoryCheck implements Check {
  private static final double GIB = 1L << 30;

  /** Heap in which Flink, a gate and a small job find room. */
  private static final long SMALL_HEAP = 256L << 20;

  /** Less than this, and hardly any learner fits beside the heap. */
  private static final long SMALL_MACHINE = 1L << 30;

  /** Enough for the demo; larger networks and batches need more. */
  private static final long DEMO_MACHINE = 2L << 30;

  private static final double LARGEST_HEAP_PART = 0.6;

  private final MemorySizes sizes;

  MemoryCheck(MemorySizes sizes) {
    this.sizes = sizes;
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Finding look() {
    String found =
        "heap of %s at most, %s for all, of the machine's %s"
            .formatted(gib(sizes.heap()), gib(sizes.usable()), gib(sizes.machine()));
    if (sizes.usable() < SMALL_MACHINE) {
      return Finding.wrong(
          found + ": too little for a learner.",
          "Give the machine or the container at least " + gib(DEMO_MACHINE) + ".");
    }
    if (sizes.heap() < SMALL_HEAP) {
      return Finding.wrong(
          found + ": too small a heap for Flink.", "Raise it: HSICFLOW_JVM=-Xmx1g ./hsicflow ...");
    }
    if (sizes.heap() > LARGEST_HEAP_PART * sizes.usable()) {
      return Finding.attention(
          found + ": tensors lie outside the heap, and it leaves them little.",
          "Lower it (-Xmx, or MaxRAMPercentage) to about a third of the memory.");
    }
    if (sizes.usable() < DEMO_MACHINE) {
      return Finding.attention(
          found + ": enough for narrow networks and small batches only.",
          "Give it " + gib(DEMO_MACHINE) + " or more, or lower learner.width and learner.batch.");
    }
    return Finding.fine(found);
  }

  private static String gib(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / GIB);
  }
}
