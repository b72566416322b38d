package io.hsicflow.model.host;

import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.ShapedTensor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Numbers in a native block. Activations lie there with channels last: [n, h, w, c]. */
public final class HostTensor extends ShapedTensor {
  private final HostBlocks owner;
  private final HostBlock block;
  private final int offset;
  private final int count;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  /**
   * A tensor on a block.
   *
   * @param owner where the block goes when the tensor is closed; null for a view
   */
  HostTensor(HostBlocks owner, HostBlock block, int offset, int[] shape, boolean activation) {
    super(shape, activation);
    this.owner = owner;
    this.block = block;
    this.offset = offset;
    count = Math.toIntExact(size());
  }

  @Override
  public void close() {
    if (owner != null && isClosed.compareAndSet(false, true)) {
      owner.giveBack(block);
    }
  }

  /**
   * The block, to work on.
   *
   * @throws IllegalStateException once the tensor or its backend is closed
   */
  public HostBlock block() {
    if (isClosed.get() || block.isFreed()) {
      throw closed();
    }
    return block;
  }

  /** The block, whose numbers were or are about to be changed. */
  HostBlock written() {
    HostBlock changed = block();
    changed.forget();
    return changed;
  }

  /** Numbers of the block before the first of this tensor. */
  public int offset() {
    return offset;
  }

  /** How many numbers it holds. */
  public int count() {
    return count;
  }

  /**
   * Overwrites numbers of a tensor in single precision.
   *
   * @param from the first one to overwrite
   */
  public void putFloats(int from, float[] values) {
    written().floats().put(offset + from, values);
  }

  /** What its numbers are kept in. */
  public Precision precision() {
    return block.precision();
  }
}
