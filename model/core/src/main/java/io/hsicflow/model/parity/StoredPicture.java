package io.hsicflow.model.parity;

import io.hsicflow.model.snapshot.ElementType;
import io.hsicflow.model.snapshot.TensorData;

/** A picture of a file, [height, width, 3], or a list of colours, [n, 3]. */
record StoredPicture(GoldenFile file, String name, TensorData tensor) {
  static StoredPicture of(GoldenFile file, String name) {
    TensorData tensor = file.tensor(name);
    int[] shape = tensor.shape();
    if (shape.length < 2 || shape[shape.length - 1] != 3) {
      throw file.wrong(
          "has a tensor " + name + " of " + tensor + ", whose last dimension is not 3");
    }
    return new StoredPicture(file, name, tensor);
  }

  int height() {
    return tensor.shape()[0];
  }

  int width() {
    return tensor.shape()[1];
  }

  /** The pixels of a picture of 8 bits. */
  byte[] bytes() {
    if (tensor.type() != ElementType.U8) {
      throw file.wrong("has a picture " + name + " of " + tensor.type() + " in place of U8");
    }
    return tensor.bytes();
  }

  /** As three planes. */
  float[][] planes() {
    float[] interleaved = tensor.toFloats();
    float[][] planes = new float[3][interleaved.length / 3];
    for (int i = 0; i < interleaved.length; i++) {
      planes[i % 3][i / 3] = interleaved[i];
    }
    return planes;
  }
}
