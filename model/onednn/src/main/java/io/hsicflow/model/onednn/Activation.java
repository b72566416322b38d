package io.hsicflow.model.onednn;

import io.hsicflow.model.backend.ShapedTensor;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An activation [n, c, h, w] in a layout of oneDNN's, and the workspace that the primitive which
 * made it left for its backward: a bit for every value that a fused rectifier let pass, or where
 * every maximum was found.
 */
final class Activation extends ShapedTensor {
  private final OneDnnMemory owner;
  private final Layout layout;
  private final OneDnnBlock block;
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private OneDnnBlock workspace;
  private Layout workspaceLayout;

  Activation(OneDnnMemory owner, Layout layout, OneDnnBlock block) {
    super(shapeOf(layout), true);
    this.owner = owner;
    this.layout = layout;
    this.block = block;
  }

  private static int[] shapeOf(Layout layout) {
    return Arrays.stream(layout.dimensions()).mapToInt(Math::toIntExact).toArray();
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
    if (isClosed.get() || block.isFreed()) {
      throw closed();
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
  public void close() {
    if (isClosed.compareAndSet(false, true)) {
      dropWorkspace();
      owner.release(block);
    }
  }
}
