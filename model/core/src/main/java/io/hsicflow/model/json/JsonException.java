package io.hsicflow.model.json;

/** Text that is not JSON, or JSON beyond the reader's bounds; the message says what and where. */
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message a sentence with the position in the text
   */
  public JsonException(String message) {
    super(message);
  }
}
