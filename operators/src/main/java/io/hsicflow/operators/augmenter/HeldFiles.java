package io.hsicflow.operators.augmenter;

import io.hsicflow.model.image.DecodedPixels;
import io.hsicflow.model.image.ImageDecoder;
import io.hsicflow.model.image.ImageRejectedException;
import io.hsicflow.schemas.record.SourceImage;

/**
 * Decodes images that replay held as files, with the gate's decoder, so that they have the pixels
 * that they had when they came.
 */
final class HeldFiles {

  private final ImageDecoder decoder;

  HeldFiles(ImageDecoder decoder) {
    this.decoder = decoder;
  }

  /**
   * The image with its pixels; one that has them stays as it is.
   *
   * @throws IllegalStateException with a sentence where the gate's limits no longer let it in
   */
  SourceImage decoded(SourceImage image) {
    if (image.rgb() != null) {
      return image;
    }
    try {
      DecodedPixels pixels = decoder.decode(image.file());
      return image.decoded(pixels.width(), pixels.height(), pixels.rgb());
    } catch (ImageRejectedException e) {
      throw new IllegalStateException(
          "The image at offset "
              + image.offset()
              + " of partition "
              + image.topic()
              + "-"
              + image.partition()
              + " was let in when it came, is held by replay as a file and cannot be decoded any more. "
              + e.getMessage()
              + " Set the limits of the gate (gate.formats, gate.max-bytes, gate.max-pixels, gate.max-side,"
              + " gate.max-scans) as they were, or set another replay.policy, which begins with nothing held.",
          e);
    }
  }
}
