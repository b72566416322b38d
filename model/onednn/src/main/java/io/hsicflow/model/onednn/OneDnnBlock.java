package io.hsicflow.model.onednn;

import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.host.HostBlock;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Native memory and the faces it shows to oneDNN. It also knows the copies of its numbers in other
 * layouts, so that weights are brought into one only when they have changed.
 */
final class OneDnnBlock extends HostBlock {
  private final BytePointer start;
  private final Map<Face, memory> faces = new HashMap<>();
  private final Map<Face, Copy> copies = new HashMap<>();

  private OneDnnBlock(BytePointer start) {
    super(Precision.FLOAT32, start.asByteBuffer());
    this.start = start;
  }

  /** Takes memory for that many floats; its content is undefined. */
  static OneDnnBlock take(NativePages pages, long capacity) {
    return new OneDnnBlock(pages.take(bytesOf(Precision.FLOAT32, capacity)));
  }

  /** The numbers from {@code offset} on, as that layout has them; made once. */
  synchronized dnnl_memory as(Layout layout, long offset) {
    return faces
        .computeIfAbsent(
            new Face(layout, offset),
            face -> new memory(layout.descriptor(), OneDnn.CPU, at(offset)))
        .get();
  }

  /** The copy of the numbers from {@code offset} on in a layout; there may be none yet. */
  synchronized Copy copy(Layout layout, long offset) {
    return copies.computeIfAbsent(new Face(layout, offset), face -> new Copy());
  }

  FloatPointer floats(long offset) {
    return new FloatPointer(at(offset));
  }

  private BytePointer at(long offset) {
    return start.getPointer(offset * Float.BYTES);
  }

  @Override
  protected void zero(long offset, long count) {
    Pointer.memset(at(offset), 0, count * Float.BYTES);
  }

  /** What was made of the last tensor's numbers is of no use for the next one. */
  @Override
  protected synchronized void rest() {
    copies.values().forEach(Copy::drop);
    copies.clear();
  }

  @Override
  protected synchronized void release() {
    copies.clear();
    faces.values().forEach(Pointer::deallocate);
    faces.clear();
  }

  private record Face(Layout layout, long offset) {}

  /** Numbers in another layout, as they were when the block had seen so many changes. */
  static final class Copy {
    private OneDnnBlock block;
    private Runnable giveBack;
    private long changes = -1;

    /** The block that holds it, null at first. */
    OneDnnBlock block() {
      return block;
    }

    /** Sets the block that holds it and how it is given back. */
    void hold(OneDnnBlock taken, Runnable whenDropped) {
      block = taken;
      giveBack = whenDropped;
    }

    boolean isOf(long change) {
      return changes == change;
    }

    void madeAt(long change) {
      changes = change;
    }

    private void drop() {
      if (giveBack != null) {
        giveBack.run();
      }
    }
  }
}
