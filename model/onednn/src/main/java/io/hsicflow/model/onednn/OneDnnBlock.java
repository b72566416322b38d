package io.hsicflow.model.onednn;

import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.host.HostBlock;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Native memory and the faces it shows to oneDNN. It also knows the copies of its numbers in other
 * layouts, so that weights are brought into one once, until they change.
 */
final class OneDnnBlock extends HostBlock {
  private final NativePages pages;
  private final BytePointer start;
  private final Map<Face, Copy> copies = new HashMap<>();

  private OneDnnBlock(NativePages pages, long capacity) {
    super(Precision.FLOAT32, capacity);
    this.pages = pages;
    start = pages.take(bytesOf(Precision.FLOAT32, capacity));
  }

  /** Takes memory for that many floats; its content is undefined. */
  static OneDnnBlock take(NativePages pages, long capacity) {
    return new OneDnnBlock(pages, capacity);
  }

  /** The numbers from {@code offset} on, as that layout has them. */
  Operand as(Layout layout, long offset) {
    return new Operand(layout, at(offset));
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

  @Override
  protected synchronized void forget() {
    copies.values().forEach(Copy::drop);
    copies.clear();
  }

  @Override
  protected ByteBuffer memory() {
    return start.asByteBuffer();
  }

  @Override
  protected void release() {
    forget();
    pages.giveBack(start.address(), start.limit());
  }

  private record Face(Layout layout, long offset) {}

  /** Numbers in another layout. */
  static final class Copy {
    private OneDnnBlock block;
    private Runnable giveBack;

    /** The block that holds it, null at first. */
    OneDnnBlock block() {
      return block;
    }

    /** Sets the block that holds it and how it is given back. */
    void hold(OneDnnBlock taken, Runnable whenDropped) {
      block = taken;
      giveBack = whenDropped;
    }

    private void drop() {
      if (giveBack != null) {
        giveBack.run();
      }
    }
  }
}
