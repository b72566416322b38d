package io.hsicflow.pipeline.demo;

import io.hsicflow.model.augment.Preprocess;
import io.hsicflow.model.image.DecodedPixels;
import io.hsicflow.model.image.ImageDecoder;
import io.hsicflow.model.image.ImageLimits;
import io.hsicflow.model.image.ImageRejectedException;
import java.io.IOException;

/**
 * The bank and the query as an encoder takes them in: decoded and resized as the embedder does it,
 * uint8 RGB. Not thread-safe.
 */
final class ProbePictures {
  private final DemoData data;
  private final int size;
  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
  private final Preprocess preprocess;

  ProbePictures(DemoData data, int size) {
    this.data = data;
    this.size = size;
    this.preprocess = new Preprocess(Preprocess.Kind.defaultFor(size), size);
  }

  /** Bytes of a picture. */
  int bytes() {
    return size * size * 3;
  }

  /** Images [from, to) of the bank, {@code [to - from, S, S, 3]}. */
  byte[] bank(int from, int to) throws IOException {
    byte[] pixels = new byte[Math.multiplyExact(to - from, bytes())];
    for (int i = from; i < to; i++) {
      fill(data.bank(i), pixels, (i - from) * bytes());
    }
    return pixels;
  }

  /** Images [from, to) of the query, {@code [to - from, S, S, 3]}. */
  byte[] query(int from, int to) throws IOException {
    byte[] pixels = new byte[Math.multiplyExact(to - from, bytes())];
    for (int i = from; i < to; i++) {
      fill(data.query(i), pixels, (i - from) * bytes());
    }
    return pixels;
  }

  private void fill(DemoImage image, byte[] pixels, int at) throws IOException {
    DecodedPixels decoded = decoded(image);
    preprocess.apply(decoded.rgb(), decoded.width(), decoded.height(), pixels, at);
  }

  /** An image of the bank or the query as it was before it was resized. */
  DecodedPixels decoded(DemoImage image) throws IOException {
    try {
      return decoder.decode(image.file());
    } catch (ImageRejectedException e) {
      throw new IOException("The image " + image.id() + " cannot be used. " + e.getMessage(), e);
    }
  }
}
