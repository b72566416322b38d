package io.hsicflow.model.host;

import io.hsicflow.model.backend.Scope;
import io.hsicflow.model.backend.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The tensors made within a scope, to be freed with it. Two tasks side by side may add to one. */
final class HostScope implements Scope {
  private final List<Tensor> tensors = new ArrayList<>();
  private final ThreadLocal<HostScope> current;
  private final HostScope outer;

  /** Opens it as the calling thread's innermost scope. */
  HostScope(ThreadLocal<HostScope> current) {
    this.current = current;
    outer = current.get();
    current.set(this);
  }

  synchronized void add(Tensor tensor) {
    tensors.add(tensor);
  }

  @Override
  public void close() {
    if (current.get() != this) {
      throw new IllegalStateException(
          "A scope was closed that is not the innermost open one of this thread: close scopes by try-with-resources.");
    }
    current.set(outer);
    synchronized (this) {
      tensors.forEach(Tensor::close);
      tensors.clear();
    }
  }
}
