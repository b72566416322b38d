package io.hsicflow.model.parity;

import io.hsicflow.model.network.Normalisation;

/** Kind {@code augment-normalize}: by the means and deviations of docs/method.md. */
final class NormaliseCheck implements PlainCheck {
  @Override
  public void check(GoldenFile file, Measures measures) {
    Normalisation normalisation = Normalisation.DEFAULT;
    file.requireFixed("mean", normalisation.mean());
    file.requireFixed("std", normalisation.deviation());
    float[][] planes = StoredPicture.of(file, "image").planes();
    for (int c = 0; c < planes.length; c++) {
      for (int i = 0; i < planes[c].length; i++) {
        planes[c][i] =
            (float)
                ((planes[c][i] - normalisation.mean().get(c)) / normalisation.deviation().get(c));
      }
    }
    measures.planes("out", planes, StoredPicture.of(file, "out").planes(), Bars.AUGMENT);
  }
}
