package io.hsicflow.operators.replay;

import io.hsicflow.model.augment.AreaShrink;
import io.hsicflow.schemas.record.SourceImage;

/**
 * Describes how a picture looks by a vector of length 1: its thumbnail of 8 x 8 pixels by the area
 * filter, three channels, less their common mean. The dot product of two is 1 for pictures that
 * differ in brightness or contrast alone. One more component stands for a contrast of {@link
 * #FLOOR} grey levels: beside it the noise of a picture without any contrast counts for little, and
 * dark frames are alike.
 *
 * <p>The embeddings of the model that trains would know more than looks. But they come back from
 * the trainer when they do, so that what is held, and with it the sequence, would follow the speed
 * of tasks; and a checkpoint would have to carry those that are under way. A camera sends the same
 * scene again and again, and that a thumbnail shows.
 *
 * <p>Components are whole numbers, {@link #UNIT} being 1, so that sums are exact in any order.
 */
final class Descriptors {

  /** The numbers of a descriptor. */
  static final int LENGTH = 193;

  /** What stands for 1. */
  static final int UNIT = Short.MAX_VALUE;

  /** The dot product of two that are equal. */
  static final double ONE = (double) UNIT * UNIT;

  /** The contrast (root mean square, of 255) at which noise and picture count alike. */
  static final int FLOOR = 8;

  private static final int SIDE = 8;
  private static final int VALUES = 3 * SIDE * SIDE;

  private final AreaShrink shrink = new AreaShrink();

  /** The descriptor of a picture, {@link #LENGTH} shorts, low byte first. */
  byte[] of(SourceImage image) {
    int width = Math.min(SIDE, image.width());
    int height = Math.min(SIDE, image.height());
    shrink.begin(image.width(), image.height(), width, height);
    for (int y = 0; y < image.height(); y++) {
      shrink.row(image.rgb(), 3 * image.width() * y);
    }
    return normalised(shrink.finish(), width, height);
  }

  private static byte[] normalised(byte[] small, int width, int height) {
    int[] values = new int[VALUES];
    int sum = 0;
    for (int y = 0, i = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        // A picture of fewer pixels shows some of them several times.
        int from = 3 * (y * height / SIDE * width + x * width / SIDE);
        for (int channel = 0; channel < 3; channel++, i++) {
          values[i] = small[from + channel] & 0xFF;
          sum += values[i];
        }
      }
    }
    // In units of 1 / VALUES of a grey level, in which the mean is whole.
    long floor = Math.round(Math.sqrt(VALUES) * FLOOR * VALUES);
    double squares = (double) floor * floor;
    for (int i = 0; i < VALUES; i++) {
      values[i] = values[i] * VALUES - sum;
      squares += (double) values[i] * values[i];
    }
    double scale = UNIT / Math.sqrt(squares);
    byte[] descriptor = new byte[2 * LENGTH];
    for (int i = 0; i < VALUES; i++) {
      put(descriptor, i, Math.round(values[i] * scale));
    }
    put(descriptor, VALUES, Math.round(floor * scale));
    return descriptor;
  }

  private static void put(byte[] descriptor, int index, long value) {
    descriptor[2 * index] = (byte) value;
    descriptor[2 * index + 1] = (byte) (value >> 8);
  }

  /** Reads a descriptor into {@code to} from {@code offset}. */
  static void read(byte[] descriptor, short[] to, int offset) {
    for (int i = 0; i < LENGTH; i++) {
      to[offset + i] = (short) (descriptor[2 * i] & 0xFF | descriptor[2 * i + 1] << 8);
    }
  }

  /** The dot product of two descriptors in {@code all}, in units of 1 / UNIT^2. */
  static int similarity(short[] all, int a, int b) {
    int sum = all[a + VALUES] * all[b + VALUES];
    // Two products at a time are one instruction of the processor.
    for (int i = 0; i < VALUES; i += 2) {
      sum += all[a + i] * all[b + i] + all[a + i + 1] * all[b + i + 1];
    }
    return sum;
  }
}
