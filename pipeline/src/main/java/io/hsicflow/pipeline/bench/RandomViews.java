package io.hsicflow.pipeline.bench;

import io.hsicflow.model.learner.Batch;
import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;

/** Random images in the place of views, the same in every run. */
final class RandomViews {
  private RandomViews() {}

  /** One step's. */
  static Batch batch(LearnerSettings settings) {
    int bytes = Math.multiplyExact(settings.batch(), viewBytes(settings));
    return new Batch(view(bytes, 0), view(bytes, 1), null, settings.batch());
  }

  /** Bytes of one view. */
  static int viewBytes(LearnerSettings settings) {
    int side = settings.architecture().inputSize();
    return side * side * 3;
  }

  private static byte[] view(int bytes, int number) {
    CounterRandom random = CounterRandom.at(0, Purpose.TEST, 0, number);
    byte[] view = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      view[i] = (byte) random.nextInt();
    }
    return view;
  }
}
