package io.hsicflow.model.augment;

/**
 * How large a picture may stay before its views are cut: both sides are brought down by one factor
 * until the shorter side is at most {@code shorterSide} and the longer at most {@code longerSide}.
 * Smaller pictures stay as they are.
 *
 * @param shorterSide in pixels
 * @param longerSide in pixels
 */
public record ShrinkRule(int shorterSide, int longerSide) {
  private static final ShrinkRule NONE = new ShrinkRule(Integer.MAX_VALUE, Integer.MAX_VALUE);
  private static final int LONGEST = 4;

  public ShrinkRule {
    if (shorterSide < 1 || longerSide < shorterSide) {
      throw new IllegalArgumentException(
          "The sides of a shrunk picture are "
              + shorterSide
              + " and "
              + longerSide
              + ", they must be at least 1 and the longer one last.");
    }
  }

  /** No picture is shrunk. */
  public static ShrinkRule none() {
    return NONE;
  }

  /**
   * Shorter side at most {@code times} the input size, longer side at most four times that. With
   * times = 4 the smallest random crop (area 0.08, a side of 0.28) still has every pixel that its
   * view can show.
   */
  public static ShrinkRule timesInput(int inputSize, int times) {
    int shorter = Math.multiplyExact(inputSize, times);
    return new ShrinkRule(shorter, Math.multiplyExact(shorter, LONGEST));
  }

  /** Whether a picture of that size is brought down. */
  public boolean shrinks(int width, int height) {
    return Math.min(width, height) > shorterSide || Math.max(width, height) > longerSide;
  }

  /** The width that a picture of that size gets. */
  public int width(int width, int height) {
    return side(width, factor(width, height));
  }

  /** The height that a picture of that size gets. */
  public int height(int width, int height) {
    return side(height, factor(width, height));
  }

  private double factor(int width, int height) {
    double shorter = shorterSide / (double) Math.min(width, height);
    double longer = longerSide / (double) Math.max(width, height);
    return Math.min(1, Math.min(shorter, longer));
  }

  private static int side(int length, double factor) {
    return Math.max(1, (int) Math.rint(length * factor));
  }
}
