package io.hsicflow.model.parity;

import io.hsicflow.model.loss.FeatureDraw;
import io.hsicflow.model.loss.StepDraws;
import java.util.Arrays;

/** Rows as the files of the kernel scale hold them, [steps, M, rows] for each side. */
record StoredRows(GoldenFile file) implements StepDraws {
  @Override
  public FeatureDraw features(long step, int draw, int side, int features, int dimension) {
    throw new IllegalStateException("The kernel scale asks for no features.");
  }

  @Override
  public int[] scaleRows(long step, int draw, int side, int hiddens, int images, int rows) {
    int[] all = file.tensor("rows_" + (side + 1)).toInts();
    int each = hiddens * rows;
    return Arrays.copyOfRange(all, (int) step * each, ((int) step + 1) * each);
  }
}
