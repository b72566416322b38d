package io.hsicflow.pipeline;

/**
 * A failure that the user can mend. The message is a whole sentence with the value that was wrong
 * and the way out; the command line prints it without a stack trace.
 */
public final class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the sentence to show. */
  public UserException(String sentence) {
    super(sentence);
  }

  /** With the sentence to show and what led to it, for {@code --debug}. */
  public UserException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
