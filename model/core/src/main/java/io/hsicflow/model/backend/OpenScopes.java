package io.hsicflow.model.backend;

import java.util.ArrayList;
import java.util.List;

/** The scopes that are open on each thread, for a backend to give its new tensors to. */
public final class OpenScopes {
  private final ThreadLocal<OwningScope> innermost = new ThreadLocal<>();

  /** No scope is open on any thread. */
  public OpenScopes() {}

  /** Opens the calling thread's innermost scope. */
  public Scope open() {
    return new OwningScope();
  }

  /**
   * Gives a tensor to the calling thread's innermost scope, which closes it in the end; it stays
   * the caller's where none is open.
   */
  public <T extends Tensor> T own(T tensor) {
    OwningScope scope = innermost.get();
    if (scope != null) {
      scope.add(tensor);
    }
    return tensor;
  }

  /** {@link Backend#sideBySide}: tensors made in either task belong to the caller's scope. */
  public void sideBySide(Lanes lanes, Runnable first, Runnable second) {
    OwningScope scope = innermost.get();
    lanes.run(first, () -> within(scope, second));
  }

  private void within(OwningScope scope, Runnable task) {
    OwningScope before = innermost.get();
    innermost.set(scope);
    try {
      task.run();
    } finally {
      innermost.set(before);
    }
  }

  /** The tensors made within a scope. Two tasks side by side may add to one. */
  private final class OwningScope implements Scope {
    private final List<Tensor> tensors = new ArrayList<>();
    private final OwningScope outer = innermost.get();

    OwningScope() {
      innermost.set(this);
    }

    synchronized void add(Tensor tensor) {
      tensors.add(tensor);
    }

    @Override
    public void close() {
      if (innermost.get() != this) {
        throw new IllegalStateException(
            "A scope was closed that is not the innermost open one of this thread: close scopes by try-with-resources.");
      }
      innermost.set(outer);
      synchronized (this) {
        tensors.forEach(Tensor::close);
        tensors.clear();
      }
    }
  }
}
