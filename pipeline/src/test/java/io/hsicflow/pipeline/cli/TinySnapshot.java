package io.hsicflow.pipeline.cli;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.learner.Learner;
import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.operators.snapshot.SnapshotStore;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;

/** An untrained encoder of a few channels in a store, and pictures of its input's size. */
record TinySnapshot(EncoderSnapshot snapshot, int dimension) {
  static final int SIZE = 16;

  private static final int WIDTH = 2;

  /** A ResNet-18 ends in eight times its width. */
  private static final int TIMES = 8;

  static TinySnapshot publish(Path folder) throws IOException {
    return publish(folder, 1);
  }

  static TinySnapshot publish(Path folder, long seed) throws IOException {
    LearnerSettings settings =
        LearnerSettings.builder()
            .depth(18)
            .width(WIDTH)
            .stem(Stem.CIFAR)
            .inputSize(SIZE)
            .seed(seed)
            .build();
    try (Backend backend = Backends.open("auto", Precision.FLOAT32, 1);
        Learner learner = Learner.create(backend, settings)) {
      EncoderSnapshot snapshot = learner.snapshot();
      new SnapshotStore(folder.toString()).publish(snapshot, Map.of());
      return new TinySnapshot(snapshot, TIMES * WIDTH);
    }
  }

  String digest() {
    return snapshot.digest();
  }

  static void picture(Path file, long seed) throws IOException {
    picture(file, SIZE, seed);
  }

  static void picture(Path file, int side, long seed) throws IOException {
    Files.createDirectories(file.getParent());
    BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(seed);
    for (int i = 0; i < side * side; i++) {
      picture.setRGB(i % side, i / side, random.nextInt());
    }
    ImageIO.write(picture, "png", file.toFile());
  }

  /** Red, green and blue of a picture, row by row. */
  static byte[] pixels(Path file) throws IOException {
    BufferedImage picture = ImageIO.read(file.toFile());
    byte[] rgb = new byte[3 * picture.getWidth() * picture.getHeight()];
    for (int i = 0; i < rgb.length / 3; i++) {
      int value = picture.getRGB(i % picture.getWidth(), i / picture.getWidth());
      rgb[3 * i] = (byte) (value >> 16);
      rgb[3 * i + 1] = (byte) (value >> 8);
      rgb[3 * i + 2] = (byte) value;
    }
    return rgb;
  }
}
