package io.hsicflow.model.backend;

/** Which matrices go with one another. */
public final class MatrixShapes {
  private MatrixShapes() {}

  /**
   * Requires that {@code op(a) op(b)} has the shape of {@code c}, with op the transpose where
   * asked.
   *
   * @throws IllegalArgumentException with a sentence where it has not
   */
  public static void requireProduct(
      Tensor a, boolean transposeA, Tensor b, boolean transposeB, Tensor c) {
    if (a.rank() != 2
        || b.rank() != 2
        || c.rank() != 2
        || b.dimension(transposeB ? 1 : 0) != a.dimension(transposeA ? 0 : 1)
        || c.dimension(0) != a.dimension(transposeA ? 1 : 0)
        || c.dimension(1) != b.dimension(transposeB ? 0 : 1)) {
      throw new IllegalArgumentException(
          "%s%s times %s%s does not give %s."
              .formatted(
                  a, transposeA ? " transposed" : "", b, transposeB ? " transposed" : "", c));
    }
  }
}
