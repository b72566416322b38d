package io.hsicflow.model.onednn;

import io.hsicflow.model.backend.Tensor;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An activation [n, c, h, w] in a layout of oneDNN's, and the workspace that the primitive which
 * made it left for its backward: a bit for every value that a fused rectifier let pass, or where
 * every maximum was found.
 */
final class Activation implements Tensor {
  private final OneDnnMemory owner;
  private final Layout layout;
  private final OneDnnBlock block;
  private final AtomicBoolean closed = new AtomicBoolean();
  private OneDnnBlock workspace;
  private Layout workspaceLayout;

  Activation(OneDnnMemory owner, Layout layout, OneDnnBlock block) {
    this.owner = owner;
    this.layout = layout;
    this.block = block;
  }

  Layout layout() {
    return layout;
  }

  /**
   * The numbers, for a primitive.
   *
   * @throws IllegalStateException once the tensor or its backend is closed
   */
  Operand memory() {
    if (closed.get() || block.isFreed()) {
      throw new IllegalStateException(
          "The "
              + this
              + " was closed, by itself, with its scope or with its backend: its memory may belong to another by now.");
    }
    return block.as(layout, 0);
  }

  boolean belongsTo(OneDnnMemory backend) {
    return owner == backend;
  }

  /** Takes over a workspace. */
  void keep(OneDnnBlock memory, Layout memoryLayout) {
    workspace = memory;
    workspaceLayout = memoryLayout;
  }

  boolean hasWorkspace() {
    return workspace != null;
  }

  Operand workspace() {
    return workspace.as(workspaceLayout, 0);
  }

  /** The numbers were changed: the workspace no longer goes with them. */
  void dropWorkspace() {
    if (workspace != null) {
      owner.release(workspace);
      workspace = null;
    }
  }

  @Override
  public int[] shape() {
    return Arrays.stream(layout.dimensions()).mapToInt(Math::toIntExact).toArray();
  }

  @Override
  public int dimension(int index) {
    return layout.dimension(index);
  }

  @Override
  public int rank() {
    return layout.dimensions().length;
  }

  @Override
  public long size() {
    return Arrays.stream(layout.dimensions()).reduce(1, (a, b) -> a * b);
  }

  @Override
  public boolean isActivation() {
    return true;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      dropWorkspace();
      owner.release(block);
    }
  }

  @Override
  public String toString() {
    return "activation" + Arrays.toString(layout.dimensions());
  }
}
