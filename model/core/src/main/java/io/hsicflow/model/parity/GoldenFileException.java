package io.hsicflow.model.parity;

/** A golden file that cannot be read or used; the message names the file, and its kind if known. */
public final class GoldenFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GoldenFileException(String message) {
    super(message);
  }

  GoldenFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
