package io.hsicflow.operators.embedder;

import io.hsicflow.model.augment.Preprocess;
import io.hsicflow.schemas.record.SourceImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Images brought to the encoder's input, and what is to be told of each, until they are embedded
 * together.
 *
 * @param <T> what stands for an image
 */
final class ImageBatch<T> {

  private final Preprocess preprocess;
  private final int imageBytes;
  private final int capacity;
  private final byte[] pixels;
  private final List<T> items;

  ImageBatch(Preprocess.Kind kind, int inputSize, int capacity) {
    preprocess = new Preprocess(kind, inputSize);
    imageBytes = 3 * inputSize * inputSize;
    this.capacity = capacity;
    pixels = new byte[Math.multiplyExact(capacity, imageBytes)];
    items = new ArrayList<>(capacity);
  }

  void add(SourceImage image, T item) {
    preprocess.apply(image.rgb(), image.width(), image.height(), pixels, items.size() * imageBytes);
    items.add(item);
  }

  boolean isFull() {
    return items.size() == capacity;
  }

  int size() {
    return items.size();
  }

  /** The first {@link #size} pictures, one after the other. */
  byte[] pixels() {
    return pixels;
  }

  T item(int index) {
    return items.get(index);
  }

  void clear() {
    items.clear();
  }
}
