package io.hsicflow.model.loss;

import io.hsicflow.model.backend.Tensor;

/**
 * The normalised hiddens of a global batch, one hidden under the other (docs/method.md section 3).
 *
 * @param rows [M * B, d]; row {@code m * B + i} is hidden m of image i, divided by its norm
 * @param hiddens M
 * @param images B
 * @param trained how many of the hiddens, from the first on, get a gradient
 */
public record HiddenStack(Tensor rows, int hiddens, int images, int trained) {
  /** Checks that the rows are those of the hiddens. */
  public HiddenStack {
    if (hiddens < 2 || trained < 1 || trained > hiddens || rows.dimension(0) != hiddens * images) {
      throw new IllegalArgumentException(
          "%d rows are not %d hiddens of %d images, %d of them trained; at least 2 hiddens are needed."
              .formatted(rows.dimension(0), hiddens, images, trained));
    }
  }

  /** d. */
  public int dimension() {
    return rows.dimension(1);
  }

  /** n = M B, rows in all. */
  public int count() {
    return hiddens * images;
  }

  /** Rows that get a gradient, the first ones. */
  public int trainedRows() {
    return trained * images;
  }
}
