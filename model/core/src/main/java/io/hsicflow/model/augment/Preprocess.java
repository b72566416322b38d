package io.hsicflow.model.augment;

import java.util.Objects;

/**
 * One picture as the encoder takes it in for an embedding or an evaluation: no randomness.
 *
 * <p>{@link Kind#WHOLE} resizes the whole picture to the square input, aspect given up: an axis
 * that grows by the reference's bicubic, an axis that shrinks by the area filter, so that fine
 * texture does not alias into an embedding. {@link Kind#CENTRE_CROP} is the reference's evaluation,
 * to the pixel: the centre square of floor(0.875 min(height, width)), bicubic without antialiasing.
 *
 * <p>An instance keeps its buffers and is not thread-safe; the static methods make an instance for
 * one picture.
 */
public final class Preprocess {
  /** Which part of the picture is taken in. */
  public enum Kind {
    WHOLE,
    CENTRE_CROP;

    private static final int LARGEST_WHOLE = 64;

    /** The default for an input of that size: whole up to 64 pixels, centre crop above. */
    public static Kind defaultFor(int size) {
      return size <= LARGEST_WHOLE ? WHOLE : CENTRE_CROP;
    }
  }

  private final Kind kind;
  private final int size;
  private final WindowResize resize = new WindowResize();
  private final ViewPlan plan = new ViewPlan();
  private final float[][] planes;

  /**
   * @param size side of the input in pixels, at least 1
   */
  public Preprocess(Kind kind, int size) {
    this.kind = Objects.requireNonNull(kind, "kind");
    if (size < 1) {
      throw new IllegalArgumentException(
          "The size of the input is " + size + ", it must be at least 1.");
    }
    this.size = size;
    planes = new float[3][size * size];
  }

  /** The whole picture, resized. Arguments as in {@link #apply}. */
  public static void whole(byte[] rgb, int width, int height, int size, byte[] out, int offset) {
    new Preprocess(Kind.WHOLE, size).apply(rgb, width, height, out, offset);
  }

  /** The centre crop, resized. Arguments as in {@link #apply}. */
  public static void centreCrop(
      byte[] rgb, int width, int height, int size, byte[] out, int offset) {
    new Preprocess(Kind.CENTRE_CROP, size).apply(rgb, width, height, out, offset);
  }

  /**
   * Fills {@code size * size * 3} bytes from {@code offset}.
   *
   * @param rgb the picture, height * width * 3 bytes
   * @throws IllegalArgumentException if the picture's array does not have that length or the output
   *     does not fit
   */
  public void apply(byte[] rgb, int width, int height, byte[] out, int offset) {
    Picture.check(rgb, width, height);
    Objects.checkFromIndexSize(offset, 3 * size * size, out.length);
    ColourSteps.round(render(rgb, width, height), out, offset);
  }

  /** The planes before rounding. */
  float[][] render(byte[] rgb, int width, int height) {
    if (kind == Kind.WHOLE) {
      resize.horizontal.smooth(width, size);
      resize.vertical.smooth(height, size);
      resize.resize(rgb, width, 0, 0, height, width, planes);
    } else {
      ViewSampler.centre(width, height, plan);
      resize.horizontal.bicubic(plan.width, size);
      resize.vertical.bicubic(plan.height, size);
      resize.resize(rgb, width, plan.top, plan.left, plan.height, plan.width, planes);
    }
    return planes;
  }
}
