package io.hsicflow.model.loss;

import io.hsicflow.model.golden.GoldenFile;

/**
 * Draws that a golden file holds, as {@code PREFIX.frequencies_a} and so on.
 *
 * @param file the file
 * @param steps whether names begin with {@code step.N.}
 */
public record FileDraws(GoldenFile file, boolean steps) implements StepDraws {
  @Override
  public FeatureDraw features(long step, int draw, int side, int features, int dimension) {
    String suffix = side == 0 ? "_a" : "_b";
    return new FeatureDraw(
        file.values(prefix(step) + "frequencies" + suffix),
        file.values(prefix(step) + "phases" + suffix));
  }

  @Override
  public int[] scaleRows(long step, int draw, int side, int hiddens, int images, int rows) {
    int[] all = file.tensors().tensor(prefix(step) + "scale_rows").toInts();
    int[] chosen = new int[hiddens * rows];
    System.arraycopy(all, side * chosen.length, chosen, 0, chosen.length);
    return chosen;
  }

  private String prefix(long step) {
    return steps ? "step." + step + "." : "";
  }
}
