package io.hsicflow.model.parity;

import io.hsicflow.model.loss.FeatureDraw;
import io.hsicflow.model.loss.StepDraws;
import java.util.Arrays;

/**
 * Draws that a golden file holds, {@code frequencies_a}, {@code phases_b} and so on.
 *
 * @param file the file
 * @param steps whether names begin with {@code step.N.}
 */
record StoredDraws(GoldenFile file, boolean steps) implements StepDraws {
  @Override
  public FeatureDraw features(long step, int draw, int side, int features, int dimension) {
    String suffix = side == 0 ? "_a" : "_b";
    return new FeatureDraw(
        file.values(prefix(step) + "frequencies" + suffix),
        file.values(prefix(step) + "phases" + suffix));
  }

  @Override
  public int[] scaleRows(long step, int draw, int side, int hiddens, int images, int rows) {
    int[] all = file.tensor(prefix(step) + "scale_rows").toInts();
    int each = hiddens * rows;
    return Arrays.copyOfRange(all, side * each, (side + 1) * each);
  }

  private String prefix(long step) {
    return steps ? "step." + step + "." : "";
  }
}
