package io.hsicflow.pipeline.evaluate;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.learner.Learner;
import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** A folder of made pictures of three classes, and a tiny encoder of them. */
public final class LabelledFolder {
  /** Side of the pictures. */
  public static final int SIDE = 12;

  /** Side of the encoder's input. */
  public static final int SIZE = 16;

  /** The classes, in the order of their labels. */
  public static final List<String> CLASSES = List.of("dark", "light", "striped");

  private LabelledFolder() {}

  /** An encoder that was drawn and not trained. */
  public static EncoderSnapshot snapshot() {
    LearnerSettings settings =
        LearnerSettings.builder()
            .depth(18)
            .width(4)
            .stem(Stem.CIFAR)
            .inputSize(SIZE)
            .hidden(24)
            .output(12)
            .batch(4)
            .build();
    try (Backend backend = Backends.open(Backends.AUTO, Precision.FLOAT32, 2);
        Learner learner = Learner.create(backend, settings)) {
      return learner.snapshot();
    }
  }

  /** Writes pictures {@code 0, 1, ...} of each class below train/, the next below test/. */
  public static void write(Path data, int trainOfEach, int testOfEach) throws IOException {
    for (int label = 0; label < CLASSES.size(); label++) {
      for (int i = 0; i < trainOfEach + testOfEach; i++) {
        Path place = data.resolve(i < trainOfEach ? "train" : "test").resolve(CLASSES.get(label));
        Files.createDirectories(place);
        ImageIO.write(image(picture(label, i)), "png", place.resolve(10 + i + ".png").toFile());
      }
    }
  }

  /** Noise around a brightness, with stripes in the last class: not all are named rightly. */
  public static byte[] picture(int label, int number) {
    CounterRandom random = CounterRandom.at(1, Purpose.TEST, label, number);
    byte[] rgb = new byte[3 * SIDE * SIDE];
    int bright = 110 + 15 * label + random.nextInt(30);
    for (int i = 0; i < rgb.length; i++) {
      int stripe = label == 2 && i / 3 % 2 == 0 ? 20 : 0;
      rgb[i] = (byte) (bright + stripe + random.nextInt(80) - 40);
    }
    return rgb;
  }

  private static BufferedImage image(byte[] rgb) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < SIDE * SIDE; i++) {
      image.setRGB(
          i % SIDE,
          i / SIDE,
          (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | rgb[3 * i + 2] & 0xff);
    }
    return image;
  }
}
