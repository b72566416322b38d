package io.hsicflow.model.onednn;

import com.sun.jna.Function;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import io.hsicflow.model.host.HostBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bytedeco.javacpp.BytePointer;

/**
 * Native memory for blocks, which are cut one behind the other from large pieces. Linux is asked to
 * back the pieces with large pages: activations are streamed through once a primitive, and on small
 * pages, in a virtual machine above all, looking up addresses costs more than the numbers. Nothing
 * is given back until all is. Thread-safe.
 */
final class NativePages {
  private static final Logger LOG = Logger.getLogger(NativePages.class.getName());
  private static final long LARGE_PAGE = 2L << 20;
  private static final long PIECE = 32L << 20;

  /** Linux's MADV_HUGEPAGE. */
  private static final int LARGE_PAGES_PLEASE = 14;

  private final List<BytePointer> pieces = new ArrayList<>();
  private BytePointer open;
  private long used;

  /** So many bytes that begin at a cache line; their content is undefined. */
  synchronized BytePointer take(long bytes) {
    if (bytes > PIECE / 4) {
      return piece(bytes).limit(bytes);
    }
    if (open == null || used + bytes > PIECE) {
      open = piece(PIECE);
      used = 0;
    }
    BytePointer cut = open.getPointer(used).limit(bytes);
    used = roundUp(used + bytes, HostBlock.ALIGNMENT);
    return cut;
  }

  private BytePointer piece(long bytes) {
    BytePointer memory = new BytePointer(roundUp(bytes, LARGE_PAGE) + LARGE_PAGE);
    pieces.add(memory);
    long start = roundUp(memory.address(), LARGE_PAGE);
    askForLargePages(start, roundUp(bytes, LARGE_PAGE));
    return memory.getPointer(start - memory.address());
  }

  private static long roundUp(long value, long multiple) {
    return (value + multiple - 1) / multiple * multiple;
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
    pieces.forEach(BytePointer::deallocate);
    pieces.clear();
    open = null;
  }
}
