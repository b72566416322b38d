package io.hsicflow.model.backend;

/**
 * A square window that slides over an activation's height and width.
 *
 * @param kernel its side
 * @param stride from one place to the next
 * @param padding added on every side of the activation
 */
public record Window(int kernel, int stride, int padding) {
  /** That of {@link ActivationPrimitives#maxPool}. */
  public static final Window MAX_POOL = new Window(3, 2, 1);

  /** The height or width of the output of an input of that height or width. */
  public int places(int side) {
    return (side + 2 * padding - kernel) / stride + 1;
  }
}
