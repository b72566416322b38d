package io.hsicflow.model.image;

import java.util.Objects;

/**
 * An image file that was not let in: a reason to count, and a sentence with the value that was
 * wrong.
 */
public final class ImageRejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final RejectReason reason;

  public ImageRejectedException(RejectReason reason, String sentence) {
    super(sentence);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  public ImageRejectedException(RejectReason reason, String sentence, Throwable cause) {
    super(sentence, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /** Why. */
  public RejectReason reason() {
    return reason;
  }
}
