package io.hsicflow.operators.replay;

import io.hsicflow.schemas.record.SourceImage;

/** In what form images are held, {@code replay.held}. */
public enum HeldForm {
  /** Their pixels. */
  DECODED("decoded"),
  /** Their files. */
  ENCODED("encoded");

  private final String text;

  HeldForm(String text) {
    this.text = text;
  }

  /** The name in settings. */
  @Override
  public String toString() {
    return text;
  }

  /**
   * What is held of a fresh image. One that came without its file, since it waited for its turn
   * while this changed, is held as pixels.
   */
  SourceImage of(SourceImage fresh) {
    return this == ENCODED ? fresh.fileAlone() : fresh.pixelsAlone();
  }
}
