package io.hsicflow.model.parity;

import io.hsicflow.model.snapshot.SnapshotMetadata;

/** Kind {@code augment-normalize}: by the mean and deviation that all data have here. */
final class NormaliseCheck implements PlainCheck {
  @Override
  public void check(GoldenFile file, Measures measures) {
    file.requireFixed("mean", SnapshotMetadata.MEAN);
    file.requireFixed("std", SnapshotMetadata.DEVIATION);
    float[][] planes = StoredPicture.of(file, "image").planes();
    for (int c = 0; c < planes.length; c++) {
      for (int i = 0; i < planes[c].length; i++) {
        planes[c][i] =
            (float)
                ((planes[c][i] - SnapshotMetadata.MEAN.get(c)) / SnapshotMetadata.DEVIATION.get(c));
      }
    }
    measures.planes("out", planes, StoredPicture.of(file, "out").planes(), Bars.AUGMENT);
  }
}
