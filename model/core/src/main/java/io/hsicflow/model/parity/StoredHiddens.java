package io.hsicflow.model.parity;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Tensor;

/** The raw hiddens of a file, {@code hidden.m} [B, d] of each of {@code hiddens} = M. */
final class StoredHiddens {
  private StoredHiddens() {}

  /** All of them under one another, [M * B, d]. */
  static Tensor stacked(Backend backend, GoldenFile file) {
    int hiddens = file.whole("hiddens");
    int[] shape = file.tensor("hidden.0").shape();
    int each = shape[0] * shape[1];
    double[] all = new double[hiddens * each];
    for (int m = 0; m < hiddens; m++) {
      System.arraycopy(file.values("hidden." + m), 0, all, m * each, each);
    }
    return backend.of(all, hiddens * shape[0], shape[1]);
  }
}
