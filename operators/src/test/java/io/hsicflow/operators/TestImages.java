package io.hsicflow.operators;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import io.hsicflow.schemas.record.SourceImage;

/** Pictures for tests: every one different, each a function of its partition and offset. */
public final class TestImages {

  private TestImages() {}

  /** A picture of {@code side} pixels of the topic {@code images}. */
  public static SourceImage image(int partition, long offset, int side) {
    byte[] rgb = new byte[3 * side * side];
    CounterRandom random = CounterRandom.at(7, Purpose.SCENE, partition, offset);
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) random.nextInt(256);
    }
    return new SourceImage(
        "images",
        partition,
        offset,
        partition + "/" + offset,
        "camera",
        1000 + offset,
        null,
        side,
        side,
        rgb);
  }

  /** The same image with this file beside its pixels. */
  public static SourceImage withFile(SourceImage image, byte[] file) {
    return new SourceImage(
        image.topic(),
        image.partition(),
        image.offset(),
        image.id(),
        image.source(),
        image.capturedAt(),
        image.label(),
        image.width(),
        image.height(),
        image.rgb(),
        file);
  }
}
