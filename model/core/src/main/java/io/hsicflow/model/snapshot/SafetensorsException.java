package io.hsicflow.model.snapshot;

import java.io.IOException;

/**
 * A file that is not safetensors as hsicflow reads it; the message says what is wrong with which
 * value.
 */
public final class SafetensorsException extends IOException {
  private static final long serialVersionUID = 1L;

  SafetensorsException(String message) {
    super(message);
  }

  SafetensorsException(String message, Throwable cause) {
    super(message, cause);
  }
}
