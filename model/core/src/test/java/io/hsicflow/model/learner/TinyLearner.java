package io.hsicflow.model.learner;

import io.hsicflow.model.network.Stem;
import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;

/** Settings and images of a learner that steps in milliseconds. */
public final class TinyLearner {
  private TinyLearner() {}

  /** Settings to start from. */
  public static LearnerSettings.Builder settings() {
    return LearnerSettings.builder()
        .depth(18)
        .width(4)
        .stem(Stem.CIFAR)
        .inputSize(16)
        .hidden(24)
        .output(12)
        .batch(8)
        .probeClasses(3)
        .frequencies(32)
        .scaleRows(64)
        .peakRate(0.5)
        .warmupSteps(2)
        .baseTau(0.9)
        .seed(1);
  }

  /** Random images with labels, the second one without. */
  public static Batch batch(LearnerSettings settings, long number) {
    int side = settings.architecture().inputSize();
    int[] labels = new int[settings.batch()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i == 1 ? Batch.NO_LABEL : i % 3;
    }
    return new Batch(
        bytes(settings.batch() * side * side * 3, number, 0),
        bytes(settings.batch() * side * side * 3, number, 1),
        labels,
        settings.batch());
  }

  /** Random bytes, the same for equal arguments. */
  public static byte[] bytes(int count, long number, int view) {
    CounterRandom random = CounterRandom.at(99, Purpose.TEST, number, view);
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) random.nextInt();
    }
    return bytes;
  }
}
