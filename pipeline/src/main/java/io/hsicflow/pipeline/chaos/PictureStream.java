package io.hsicflow.pipeline.chaos;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/**
 * The records of the exercise, each a function of its number: small PNG files, some of them no
 * pictures at all. They are dealt out over the partitions in turn, so that rotation order trains on
 * the good ones in the order of their numbers. After the head, whose good records fill whole steps,
 * comes a tail that does not.
 */
final class PictureStream {
  static final int PARTITIONS = 3;

  private static final int SIDE = 20;
  private static final int BROKEN_EVERY = 17;
  private static final int BROKEN_AT = 7;
  private static final long TAIL = BROKEN_EVERY + 2;

  private final long head;
  private final long accepted;

  /**
   * @param least the fewest records of the head
   * @param batch good records of a step
   */
  PictureStream(long least, int batch) {
    long number = 0;
    long good = 0;
    while (number < least || good % batch != 0) {
      good += isBroken(number++) ? 0 : 1;
    }
    head = number;
    accepted = good;
  }

  /** Records before the tail. */
  long head() {
    return head;
  }

  /** Good records before the tail. */
  long acceptedInHead() {
    return accepted;
  }

  /** The number of the last good record before the tail. */
  long lastGoodOfHead() {
    return isBroken(head - 1) ? head - 2 : head - 1;
  }

  /** All records. */
  long size() {
    return head + TAIL;
  }

  /** How many records lie in that partition. */
  static long sizeOf(int partition, long records) {
    return (records - partition + PARTITIONS - 1) / PARTITIONS;
  }

  static int partitionOf(long number) {
    return (int) (number % PARTITIONS);
  }

  static long offsetOf(long number) {
    return number / PARTITIONS;
  }

  static long numberOf(int partition, long offset) {
    return offset * PARTITIONS + partition;
  }

  /** Whether the gate refuses the record. */
  static boolean isBroken(long number) {
    return number % BROKEN_EVERY == BROKEN_AT;
  }

  static byte[] key(long number) {
    return ("picture-" + number).getBytes(StandardCharsets.UTF_8);
  }

  static byte[] value(long number) throws IOException {
    return isBroken(number)
        ? ("no picture " + number).getBytes(StandardCharsets.UTF_8)
        : png(number);
  }

  /** Two waves of drawn colours, lengths and directions. */
  private static byte[] png(long number) throws IOException {
    CounterRandom random = CounterRandom.at(0, Purpose.SCENE, number, 0);
    double[] across = {random.uniform(-1, 1), random.uniform(-1, 1)};
    double[] down = {random.uniform(-1, 1), random.uniform(-1, 1)};
    double[] tint = {random.nextDouble(), random.nextDouble(), random.nextDouble()};
    BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double height =
            2 + Math.sin(across[0] * x + down[0] * y) + Math.sin(across[1] * x + down[1] * y);
        int rgb = 0;
        for (double share : tint) {
          rgb = rgb << 8 | (int) (63 * height * share);
        }
        picture.setRGB(x, y, rgb);
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", file);
    return file.toByteArray();
  }
}
