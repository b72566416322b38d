package io.hsicflow.operators.embedder;

import io.hsicflow.model.augment.Preprocess;
import io.hsicflow.schemas.record.SourceImage;
import java.util.Arrays;

/**
 * Images brought to the encoder's input, and where each came from, until they are embedded
 * together.
 */
final class ImageBatch {

  private final Preprocess preprocess;
  private final int imageBytes;
  private final byte[] pixels;
  private final SourceImage[] images;
  private final long[] timestamps;
  private int size;

  ImageBatch(Preprocess.Kind kind, int inputSize, int capacity) {
    preprocess = new Preprocess(kind, inputSize);
    imageBytes = 3 * inputSize * inputSize;
    pixels = new byte[Math.multiplyExact(capacity, imageBytes)];
    images = new SourceImage[capacity];
    timestamps = new long[capacity];
  }

  /**
   * @param timestamp event time in milliseconds, or {@link Long#MIN_VALUE} for none
   */
  void add(SourceImage image, long timestamp) {
    preprocess.apply(image.rgb(), image.width(), image.height(), pixels, size * imageBytes);
    images[size] = image;
    timestamps[size++] = timestamp;
  }

  boolean isFull() {
    return size == images.length;
  }

  int size() {
    return size;
  }

  /** The first {@link #size} pictures, one after the other. */
  byte[] pixels() {
    return pixels;
  }

  SourceImage image(int index) {
    return images[index];
  }

  long timestamp(int index) {
    return timestamps[index];
  }

  void clear() {
    Arrays.fill(images, 0, size, null);
    size = 0;
  }
}
