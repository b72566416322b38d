package io.hsicflow.pipeline.demo;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The bundled part of Fashion-MNIST (Xiao, Rasul, Vollgraf 2017): 28 x 28 grey pictures of
 * garments, bright on black, with one of ten classes each.
 *
 * @param pixels {@code [count, 28, 28]}, 8 bits each
 * @param labels class of each picture
 */
record FashionMnist(byte[] pixels, byte[] labels) {
  /** Side of a picture in pixels. */
  static final int SIDE = 28;

  /** Bytes of a picture. */
  static final int AREA = SIDE * SIDE;

  /** Names of the classes, in the order of their numbers. */
  static final List<String> CLASSES =
      List.of(
          "t-shirt",
          "trouser",
          "pullover",
          "dress",
          "coat",
          "sandal",
          "shirt",
          "sneaker",
          "bag",
          "ankle boot");

  private static final int IMAGES_MAGIC = 0x803;
  private static final int LABELS_MAGIC = 0x801;

  /** The first 10,000 training pictures. */
  static FashionMnist training() throws IOException {
    return load("train");
  }

  /** The first 2,000 test pictures. */
  static FashionMnist test() throws IOException {
    return load("t10k");
  }

  /** Number of pictures. */
  int count() {
    return labels.length;
  }

  private static FashionMnist load(String part) throws IOException {
    byte[] pixels = read(part + "-images-idx3-ubyte.gz", IMAGES_MAGIC, AREA);
    byte[] labels = read(part + "-labels-idx1-ubyte.gz", LABELS_MAGIC, 1);
    return new FashionMnist(pixels, labels);
  }

  private static byte[] read(String name, int magic, int itemBytes) throws IOException {
    try (InputStream file = FashionMnist.class.getResourceAsStream("fashion-mnist/" + name)) {
      if (file == null) {
        throw new IOException(
            "The class path holds no fashion-mnist/"
                + name
                + "; build hsicflow with ./mvnw package.");
      }
      DataInputStream in = new DataInputStream(new GZIPInputStream(file, 1 << 16));
      int found = in.readInt();
      if (found != magic) {
        throw new IOException(
            "%s starts with %#x and not %#x; it is not IDX.".formatted(name, found, magic));
      }
      int count = in.readInt();
      in.skipNBytes(magic == IMAGES_MAGIC ? 8 : 0);
      byte[] data = new byte[Math.multiplyExact(count, itemBytes)];
      in.readFully(data);
      return data;
    }
  }
}
