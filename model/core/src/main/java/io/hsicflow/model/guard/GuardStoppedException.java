package io.hsicflow.model.guard;

/** A guard has ended the training, as its policy says. Trying again would end it again. */
public final class GuardStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GuardStoppedException(String sentence) {
    super(sentence);
  }
}
