package io.hsicflow.schemas.registry;

/** A registry's no, which stays one until somebody changes something; the message says what. */
public final class RegistryRefusal extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** With the sentence to show. */
  public RegistryRefusal(String sentence) {
    super(sentence);
  }
}
