package io.hsicflow.model.backend;

/**
 * Owns the tensors made since it was opened, on its thread and in the tasks of {@link
 * Backend#sideBySide} that it starts, and frees those still alive when it is closed. One scope a
 * step keeps native memory flat. Scopes nest.
 */
public interface Scope extends AutoCloseable {
  @Override
  void close();
}
