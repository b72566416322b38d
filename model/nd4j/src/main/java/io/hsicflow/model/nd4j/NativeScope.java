package io.hsicflow.model.nd4j;

import io.hsicflow.model.backend.Scope;
import java.util.ArrayList;
import java.util.List;

/** The tensors made within a scope, to be freed with it. Two tasks side by side may add to one. */
final class NativeScope implements Scope {
  private final List<Nd4jTensor> tensors = new ArrayList<>();
  private final ThreadLocal<NativeScope> current;
  private final NativeScope outer;

  /** Opens it as the calling thread's innermost scope. */
  NativeScope(ThreadLocal<NativeScope> current) {
    this.current = current;
    outer = current.get();
    current.set(this);
  }

  synchronized void add(Nd4jTensor tensor) {
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
      tensors.forEach(Nd4jTensor::close);
      tensors.clear();
    }
  }
}
