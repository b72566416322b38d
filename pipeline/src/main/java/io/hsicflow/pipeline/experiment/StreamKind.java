package io.hsicflow.pipeline.experiment;

import io.hsicflow.pipeline.bench.LearnPictures;

/** A stream that does not shuffle. */
public enum StreamKind {
  /** One class after the other. */
  ORDERED("ordered"),
  /** Every picture many times in a row, a little changed each time. */
  BURSTS("bursts");

  private final String text;

  StreamKind(String text) {
    this.text = text;
  }

  /**
   * So many images of such a stream, a function of the data and of {@code seed}.
   *
   * @throws io.hsicflow.pipeline.UserException where the data are too few
   */
  ImageStream stream(LearnPictures data, int images, long seed) {
    return switch (this) {
      case ORDERED -> ClassOrder.stream(data, images, seed);
      case BURSTS -> Bursts.stream(data, images, seed);
    };
  }

  /** The name in tables. */
  @Override
  public String toString() {
    return text;
  }
}
