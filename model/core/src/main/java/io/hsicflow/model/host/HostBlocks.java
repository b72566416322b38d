package io.hsicflow.model.host;

import io.hsicflow.model.backend.Precision;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;

/**
 * Blocks that come back are handed out again by size, so that steps alike take no new memory,
 * unless they are for the system to keep. Thread-safe.
 */
final class HostBlocks {
  private static final long SMALLEST = 64;
  private static final int SIZES_PER_DOUBLING = 8;

  private final Precision precision;
  private final LongFunction<HostBlock> system;
  private final LongPredicate kept;
  private final Map<Long, Deque<HostBlock>> free = new HashMap<>();
  private final Set<HostBlock> all = new HashSet<>();

  /**
   * @param system takes a block of that many numbers from the system
   * @param kept whether blocks of that many numbers are kept here when they come back; others are
   *     freed
   */
  HostBlocks(Precision precision, LongFunction<HostBlock> system, LongPredicate kept) {
    this.precision = precision;
    this.system = system;
    this.kept = kept;
  }

  /**
   * A block of at least that many numbers, the last one of its size to come back, with what was in
   * it.
   */
  synchronized HostBlock take(long count) {
    long capacity = kept.test(count) ? roundUp(count) : count;
    Deque<HostBlock> candidates = free.get(capacity);
    if (candidates != null && !candidates.isEmpty()) {
      return candidates.pop();
    }
    HostBlock block = system.apply(capacity);
    all.add(block);
    return block;
  }

  synchronized void giveBack(HostBlock block) {
    if (!all.contains(block)) {
      return;
    }
    if (kept.test(block.capacity())) {
      block.forget();
      free.computeIfAbsent(block.capacity(), size -> new ArrayDeque<>()).push(block);
    } else {
      all.remove(block);
      block.free();
    }
  }

  /** Bytes taken from the system. */
  synchronized long bytes() {
    return all.stream().mapToLong(HostBlock::capacity).sum() * precision.bytes();
  }

  synchronized void freeAll() {
    List<HostBlock> blocks = List.copyOf(all);
    all.clear();
    free.clear();
    blocks.forEach(HostBlock::free);
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
