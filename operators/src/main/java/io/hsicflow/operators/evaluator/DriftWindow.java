package io.hsicflow.operators.evaluator;

import io.hsicflow.model.augment.Preprocess;
import io.hsicflow.operators.gate.GatedRecords;
import io.hsicflow.schemas.format.ImageRecord;
import io.hsicflow.schemas.record.RawRecord;
import io.hsicflow.schemas.record.SourceImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The last images of the stream. They are read again for every snapshot and embedded by it, as the
 * bank is: embeddings of two snapshots do not compare.
 */
final class DriftWindow {

  private final GatedImages images;

  DriftWindow(GatedImages images) {
    this.images = images;
  }

  /**
   * Those that the gate lets in; the others are dead letters of whoever trains on them or embeds
   * them.
   *
   * @param between called after every image
   * @throws IOException with a sentence where they cannot be read
   */
  List<WindowImage> load(Preprocess.Kind kind, int size, Runnable between) throws IOException {
    Preprocess preprocess = new Preprocess(kind, size);
    List<WindowImage> window = new ArrayList<>();
    images.readTo(
        new GatedRecords.Taker() {
          @Override
          public boolean wants(ImageRecord image) {
            return true;
          }

          @Override
          public void take(ImageRecord image, SourceImage decoded) {
            window.add(
                WindowImage.of(decoded, ProbePicture.whole(decoded, false, preprocess, size)));
          }

          @Override
          public void refused(RawRecord record, String code, String message) {
            // It has its dead letter already.
          }
        },
        size,
        between);
    return window;
  }
}
