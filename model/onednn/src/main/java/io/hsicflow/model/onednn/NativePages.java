package io.hsicflow.model.onednn;

import com.sun.jna.Function;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import io.hsicflow.model.host.HostBlock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bytedeco.javacpp.BytePointer;

/**
 * Native memory for blocks, which are cut from large pieces and grow together again when they come
 * back: what the backward frees of many small activations can hold a large one. A block is cut from
 * the smallest hole that it fits, the lowest of equal ones, so that the ends of pieces are touched
 * last; what was never touched takes no memory.
 *
 * <p>Linux is asked to back the pieces with large pages: activations are streamed through once a
 * primitive, and on small pages, in a virtual machine above all, looking up addresses costs more
 * than the numbers. The pieces go back to the system all at once. Thread-safe.
 */
final class NativePages {
  private static final Logger LOG = Logger.getLogger(NativePages.class.getName());
  private static final long LARGE_PAGE = 2L << 20;
  private static final long PIECE = 4L << 30;

  /** Linux's MADV_HUGEPAGE. */
  private static final int LARGE_PAGES_PLEASE = 14;

  private final TreeMap<Long, Piece> pieces = new TreeMap<>();
  private final TreeMap<Long, Hole> holesByAddress = new TreeMap<>();
  private final TreeSet<Hole> holesBySize =
      new TreeSet<>(Comparator.comparingLong(Hole::bytes).thenComparingLong(Hole::address));

  /** So many bytes that begin at a cache line; their content is undefined. */
  synchronized BytePointer take(long bytes) {
    long size = roundUp(Math.max(1, bytes));
    Hole hole = holesBySize.ceiling(new Hole(0, size));
    if (hole == null) {
      hole = piece(size);
    } else {
      remove(hole);
    }
    if (hole.bytes > size) {
      add(new Hole(hole.address + size, hole.bytes - size));
    }
    Piece piece = pieces.floorEntry(hole.address).getValue();
    long at = hole.address - piece.address;
    piece.touched = Math.max(piece.touched, at + size);
    return piece.memory.getPointer(piece.start + at).limit(bytes);
  }

  /**
   * Takes memory back.
   *
   * @param address where {@link #take} gave it, {@code bytes} as they were asked for
   */
  synchronized void giveBack(long address, long bytes) {
    long from = address;
    long end = address + roundUp(Math.max(1, bytes));
    Piece piece = pieces.floorEntry(address).getValue();
    Hole before = valueOf(holesByAddress.floorEntry(address));
    if (before != null && before.end() == from && before.address >= piece.address) {
      remove(before);
      from = before.address;
    }
    Hole behind = holesByAddress.get(end);
    if (behind != null && end < piece.address + piece.bytes) {
      remove(behind);
      end = behind.end();
    }
    add(new Hole(from, end - from));
  }

  private static Hole valueOf(Map.Entry<Long, Hole> entry) {
    return entry == null ? null : entry.getValue();
  }

  private void add(Hole hole) {
    holesByAddress.put(hole.address, hole);
    holesBySize.add(hole);
  }

  private void remove(Hole hole) {
    holesByAddress.remove(hole.address);
    holesBySize.remove(hole);
  }

  /** Bytes that were in use at some time. */
  synchronized long touched() {
    return pieces.values().stream().mapToLong(piece -> piece.touched).sum();
  }

  /**
   * A new piece, as a hole that is in no list. The larger it is, the less is lost at its end; a
   * system that promises no more memory than it has may refuse a large one.
   */
  private Hole piece(long atLeast) {
    long least = (atLeast + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
    long bytes = Math.max(PIECE, least);
    BytePointer memory = null;
    while (memory == null) {
      try {
        memory = new BytePointer(bytes + LARGE_PAGE);
      } catch (OutOfMemoryError e) {
        if (bytes == least) {
          throw e;
        }
        bytes = Math.max(least, bytes / 2 / LARGE_PAGE * LARGE_PAGE);
      }
    }
    long start = (LARGE_PAGE - memory.address() % LARGE_PAGE) % LARGE_PAGE;
    Piece piece = new Piece(memory, start, bytes);
    pieces.put(piece.address, piece);
    askForLargePages(piece.address, bytes);
    return new Hole(piece.address, bytes);
  }

  private static long roundUp(long bytes) {
    return (bytes + HostBlock.ALIGNMENT - 1) / HostBlock.ALIGNMENT * HostBlock.ALIGNMENT;
  }

  private static void askForLargePages(long address, long bytes) {
    if (!Platform.isLinux()) {
      return;
    }
    try {
      int refused =
          Function.getFunction("c", "madvise")
              .invokeInt(
                  new Object[] {
                    new com.sun.jna.Pointer(address), new NativeLong(bytes), LARGE_PAGES_PLEASE
                  });
      if (refused != 0) {
        LOG.fine("The kernel has no large pages; steps will take somewhat longer.");
      }
    } catch (LinkageError e) {
      LOG.log(Level.FINE, "The C library has no madvise; steps will take somewhat longer.", e);
    }
  }

  /** Gives all memory back to the system. */
  synchronized void freeAll() {
    List<Piece> all = new ArrayList<>(pieces.values());
    pieces.clear();
    holesByAddress.clear();
    holesBySize.clear();
    all.forEach(piece -> piece.memory.deallocate());
  }

  /** Free memory, at least a cache line. */
  private record Hole(long address, long bytes) {
    long end() {
      return address + bytes;
    }
  }

  /** Memory as it came from the system; blocks lie in it from its first large page on. */
  private static final class Piece {
    final BytePointer memory;
    final long start;
    final long address;
    final long bytes;
    long touched;

    Piece(BytePointer memory, long start, long bytes) {
      this.memory = memory;
      this.start = start;
      this.bytes = bytes;
      address = memory.address() + start;
    }
  }
}
