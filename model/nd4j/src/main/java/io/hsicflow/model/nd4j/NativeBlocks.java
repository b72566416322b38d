package io.hsicflow.model.nd4j;

import io.hsicflow.model.backend.Precision;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Blocks that come back are handed out again by size, so that steps alike take no new memory.
 * Thread-safe.
 */
final class NativeBlocks {
  private static final long SMALLEST = 64;
  private static final int SIZES_PER_DOUBLING = 8;

  private final Precision precision;
  private final Map<Long, Deque<NativeBlock>> free = new HashMap<>();
  private final Set<NativeBlock> all = new HashSet<>();

  NativeBlocks(Precision precision) {
    this.precision = precision;
  }

  /**
   * A block of at least that many numbers, the last one of its size to come back, with what was in
   * it.
   */
  synchronized NativeBlock take(long count) {
    long capacity = roundUp(count);
    Deque<NativeBlock> candidates = free.get(capacity);
    if (candidates != null && !candidates.isEmpty()) {
      return candidates.pop();
    }
    NativeBlock block = new NativeBlock(precision, capacity);
    all.add(block);
    return block;
  }

  synchronized void giveBack(NativeBlock block) {
    if (all.contains(block)) {
      free.computeIfAbsent(block.capacity(), size -> new ArrayDeque<>()).push(block);
    }
  }

  /** Bytes taken from the system. */
  synchronized long bytes() {
    return all.stream().mapToLong(NativeBlock::capacity).sum() * precision.bytes();
  }

  synchronized void freeAll() {
    all.forEach(NativeBlock::free);
    all.clear();
    free.clear();
  }

  /** The next of eight sizes between powers of two: at most an eighth is wasted. */
  private static long roundUp(long count) {
    if (count <= SMALLEST) {
      return SMALLEST;
    }
    long step = Math.max(SMALLEST, Long.highestOneBit(count - 1) / SIZES_PER_DOUBLING);
    return (count + step - 1) / step * step;
  }
}
