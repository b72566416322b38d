package io.hsicflow.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.network.ParameterLayout;
import io.hsicflow.model.network.ResNet;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.parity.RelativeError;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.model.snapshot.FloatTensor;
import io.hsicflow.model.snapshot.Safetensors;
import io.hsicflow.model.snapshot.SnapshotMetadata;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SupervisedTrainingTest {
  private static final int SIDE = 16;
  private static final int CLASSES = 3;
  private static final int BATCH = 6;
  private static final int STEPS = 12;
  private static final int WARMUP = 3;
  private static final double PEAK = 0.25;
  private static final int[] LABELS = {0, 1, 2, 2, 1, 0};

  private EncoderSnapshot snapshot;

  @BeforeEach
  void make() {
    try (Backend backend = open(Precision.FLOAT64);
        Learner learner = Learner.create(backend, TinyLearner.settings().build())) {
      learner.step(TinyLearner.batch(TinyLearner.settings().build(), 0));
      snapshot = learner.snapshot();
    }
  }

  @Test
  void stepsOnAFrozenEncoderAreThoseOfPlainArithmetic() {
    try (Backend backend = open(Precision.FLOAT64);
        Encoder encoder = Encoder.load(backend, snapshot);
        SupervisedTraining training = training(backend, false, WARMUP)) {
      PlainSgd plain = new PlainSgd(training.trained(), CLASSES, 0.9, 0.999);
      for (int t = 0; t < STEPS; t++) {
        double rate =
            t < WARMUP
                ? PEAK * t / WARMUP
                : PEAK * (1 + Math.cos(Math.PI * (t - WARMUP) / (STEPS - WARMUP))) / 2;
        double loss = plain.step(encoder.embed(views(t), BATCH), LABELS, rate);
        assertThat(training.step(views(t), LABELS).loss()).isCloseTo(loss, within(1e-6));
      }
      assertThat(RelativeError.of(training.trained(), plain.point())).isLessThan(1e-6);
      assertThat(RelativeError.of(training.layer().point(), plain.average())).isLessThan(1e-6);
      assertThat(training.encoder()).isSameAs(snapshot);
    }
  }

  /** More images than one pass of a frozen encoder takes, and no whole number of passes. */
  @Test
  void aFrozenEncoderEmbedsALargeBatchInPasses() {
    int batch = Encoder.CHUNK + BATCH;
    byte[] views = TinyLearner.bytes(3 * SIDE * SIDE * batch, 0, 0);
    int[] labels = new int[batch];
    Arrays.setAll(labels, i -> i % CLASSES);
    try (Backend backend = open(Precision.FLOAT64);
        Encoder encoder = Encoder.load(backend, snapshot);
        SupervisedTraining training =
            new SupervisedTraining(
                backend,
                snapshot,
                new SupervisedSettings(CLASSES, batch, STEPS, 0, PEAK, false, 3))) {
      PlainSgd plain = new PlainSgd(training.trained(), CLASSES, 0.9, 0.999);
      double loss = plain.step(encoder.embed(views, batch), labels, PEAK);

      assertThat(training.step(views, labels).loss()).isCloseTo(loss, within(1e-6));
      assertThat(RelativeError.of(training.trained(), plain.point())).isLessThan(1e-6);
    }
  }

  /** 64 x 112 x 112 numbers of an image behind the first convolution, 3 x 224 x 224 of a view. */
  @Test
  void aBatchThatCannotBeAddressedIsRefused() {
    SnapshotMetadata large =
        new SnapshotMetadata(
            0,
            0,
            50,
            Stem.IMAGENET,
            64,
            224,
            "centre-crop",
            snapshot.metadata().normalisation(),
            1,
            "{}",
            "");

    SupervisedTraining.requireBatch(large, 2_674, true);
    assertThatThrownBy(() -> SupervisedTraining.requireBatch(large, 2_675, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A batch of 2675 images of side 224")
        .hasMessageContaining("at most 2674");
    SupervisedTraining.requireBatch(large, 14_266, false);
    assertThatThrownBy(() -> SupervisedTraining.requireBatch(large, 14_267, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 14266");
  }

  /** With neither momentum before it nor a warm-up, the first step goes down the gradient. */
  @ParameterizedTest
  @CsvSource({
    "conv1.weight, 5",
    "bn1.weight, 1",
    "layer1.1.conv2.weight, 17",
    "layer2.0.downsample.0.weight, 3",
    "layer3.0.bn2.bias, 2",
    "layer4.1.conv1.weight, 40"
  })
  void aFreeEncoderGoesDownTheGradientOfItsLoss(String name, int place) {
    double[] before;
    double[] after;
    try (Backend backend = open(Precision.FLOAT64);
        SupervisedTraining training = training(backend, true, 0)) {
      before = training.trained();
      training.step(views(0), LABELS);
      after = training.trained();
    }
    int at = offset(name) + place;
    float value = snapshot.tensors().get(name).values()[place];
    float above = value + 1e-6f;
    float below = value - 1e-6f;
    double slope =
        (lossWith(name, place, above) - lossWith(name, place, below)) / ((double) above - below);

    assertThat((before[at] - after[at]) / PEAK).isCloseTo(slope, within(1e-6));
    assertThat(slope).as("a slope that can be got wrong").isNotCloseTo(0, within(1e-5));
  }

  @Test
  void aFreeEncoderIsEvaluatedByItsAverageAndTheStatisticsOfItsBatches() {
    double[] weights;
    EncoderSnapshot tuned;
    try (Backend backend = open(Precision.FLOAT64);
        SupervisedTraining training = training(backend, true, 0)) {
      double[] start = training.trained();
      training.step(views(0), LABELS);
      weights = training.trained();
      double[] hidden = new double[start.length];
      for (int i = 0; i < hidden.length; i++) {
        hidden[i] = (0.999 * 0.001 * start[i] + 0.001 * weights[i]) / (1 - 0.999 * 0.999);
      }
      tuned = training.encoder();
      int at = offset("layer4.1.conv2.weight");
      float[] average = tuned.tensors().get("layer4.1.conv2.weight").values();
      for (int i = 0; i < average.length; i++) {
        assertThat(average[i]).isCloseTo((float) hidden[at + i], within(1e-6f));
      }
    }
    for (String statistic : new String[] {"bn1.running_mean", "layer4.1.bn2.running_var"}) {
      assertThat(tuned.tensors().get(statistic)).isNotEqualTo(snapshot.tensors().get(statistic));
    }
    assertThat(tuned.metadata()).isEqualTo(snapshot.metadata());
    assertThat(tuned.digest()).isNotEqualTo(snapshot.digest());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theScheduleStartsAndEndsAtRest(boolean free) {
    try (Backend backend = open(Precision.FLOAT64);
        SupervisedTraining training = training(backend, free, WARMUP)) {
      double[] start = training.trained();
      training.step(views(0), LABELS);
      assertThat(training.trained()).isEqualTo(start);
      while (!training.isDone()) {
        training.step(views(training.steps()), LABELS);
      }
      assertThat(training.steps()).isEqualTo(STEPS);
      double[] end = training.trained();
      assertThat(end).isNotEqualTo(start);
      training.step(views(STEPS), LABELS);
      assertThat(training.trained()).isEqualTo(end);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void lossFallsOnClassesOfDifferentBrightness(boolean free) {
    SupervisedSettings settings = new SupervisedSettings(CLASSES, BATCH, 60, 5, 0.1, free, 3);
    try (Backend backend = open(Precision.FLOAT64);
        SupervisedTraining training = new SupervisedTraining(backend, snapshot, settings)) {
      double first = training.step(bright(0), LABELS).loss();
      double last = first;
      while (!training.isDone()) {
        last = training.step(bright(training.steps()), LABELS).loss();
      }
      assertThat(last).isLessThan(0.7 * first);
    }
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32, false", "FLOAT32, true", "FLOAT64, true"})
  void aTrainingTakenUpAgainEqualsAnUndisturbedOne(Precision precision, boolean free)
      throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    double[] weights;
    double[] layer;
    String digest;
    try (Backend backend = open(precision);
        SupervisedTraining training = training(backend, free, WARMUP)) {
      for (int t = 0; t < STEPS; t++) {
        if (t == 5) {
          new Safetensors(training.state(), Map.of()).write(file);
        }
        training.step(views(t), LABELS);
      }
      weights = training.trained();
      layer = training.layer().point();
      digest = training.encoder().digest();
    }
    try (Backend backend = open(precision);
        SupervisedTraining training = training(backend, free, WARMUP)) {
      training.restore(Safetensors.read(file.toByteArray()));
      assertThat(training.steps()).isEqualTo(5);
      while (!training.isDone()) {
        training.step(views(training.steps()), LABELS);
      }
      assertThat(training.trained()).isEqualTo(weights);
      assertThat(training.layer().point()).isEqualTo(layer);
      assertThat(training.encoder().digest()).isEqualTo(digest);
    }
  }

  @Test
  void whatIsNoBatchAndNoStateOfThisTrainingIsRefused() {
    try (Backend backend = open(Precision.FLOAT64);
        SupervisedTraining frozen = training(backend, false, WARMUP);
        SupervisedTraining free = training(backend, true, WARMUP)) {
      assertThatThrownBy(() -> frozen.step(views(0), new int[] {0, 1}))
          .hasMessageContaining("6 images of side 16");
      assertThatThrownBy(() -> frozen.step(new byte[3], LABELS)).hasMessageContaining("3 bytes");
      assertThatThrownBy(() -> free.restore(new Safetensors(frozen.state(), Map.of())))
          .hasMessageContaining("of another training");
      assertThatThrownBy(() -> free.restore(new Safetensors(Map.of(), Map.of())))
          .hasMessageContaining("no tensor");
    }
    assertThatThrownBy(() -> new SupervisedSettings(1, 4, 10, 2, 0.1, false, 0))
        .hasMessageContaining("2 classes");
    assertThatThrownBy(() -> new SupervisedSettings(2, 4, 10, 10, 0.1, false, 0))
        .hasMessageContaining("warm-up of 10 steps");
    assertThatThrownBy(() -> new SupervisedSettings(2, 4, 10, 2, Double.NaN, false, 0))
        .hasMessageContaining("NaN");
  }

  private SupervisedTraining training(Backend backend, boolean free, int warmup) {
    return new SupervisedTraining(
        backend, snapshot, new SupervisedSettings(CLASSES, BATCH, STEPS, warmup, PEAK, free, 3));
  }

  private double lossWith(String name, int place, float value) {
    Map<String, FloatTensor> tensors = new TreeMap<>(snapshot.tensors());
    float[] values = tensors.get(name).values().clone();
    values[place] = value;
    tensors.put(name, new FloatTensor(tensors.get(name).shape(), values));
    EncoderSnapshot changed = new EncoderSnapshot(tensors, snapshot.metadata());
    SupervisedSettings settings = new SupervisedSettings(CLASSES, BATCH, STEPS, 0, PEAK, true, 3);
    try (Backend backend = open(Precision.FLOAT64);
        SupervisedTraining training = new SupervisedTraining(backend, changed, settings)) {
      return training.step(views(0), LABELS).loss();
    }
  }

  private static int offset(String name) {
    ParameterLayout.Builder layout = ParameterLayout.builder();
    new ResNet(layout, "", 18, Stem.CIFAR, 4);
    return Math.toIntExact(layout.build().parameter(name).offset());
  }

  private static byte[] views(long step) {
    return TinyLearner.bytes(3 * SIDE * SIDE * BATCH, step, 0);
  }

  /** Noise, brighter from class to class. */
  private static byte[] bright(long step) {
    byte[] bytes = views(step);
    for (int i = 0; i < bytes.length; i++) {
      int label = LABELS[i / (3 * SIDE * SIDE)];
      bytes[i] = (byte) (40 + 60 * label + (bytes[i] & 0x1f));
    }
    return bytes;
  }

  private static Backend open(Precision precision) {
    return Backends.open("nd4j", precision, 1);
  }

  /** Softmax regression by momentum, in loops over doubles. */
  private static final class PlainSgd {
    private final double[] point;
    private final double[] velocity;
    private final double[] hidden;
    private final int classes;
    private final double momentum;
    private final double decay;
    private int count = 1;

    PlainSgd(double[] start, int classes, double momentum, double decay) {
      point = start.clone();
      velocity = new double[start.length];
      hidden = Arrays.stream(start).map(value -> (1 - decay) * value).toArray();
      this.classes = classes;
      this.momentum = momentum;
      this.decay = decay;
    }

    double step(float[] embeddings, int[] labels, double rate) {
      int dimension = embeddings.length / labels.length;
      double[] gradient = new double[point.length];
      double loss = 0;
      for (int i = 0; i < labels.length; i++) {
        double[] p = new double[classes];
        double sum = 0;
        for (int c = 0; c < classes; c++) {
          double logit = point[classes * dimension + c];
          for (int d = 0; d < dimension; d++) {
            logit += point[c * dimension + d] * embeddings[i * dimension + d];
          }
          p[c] = Math.exp(logit);
          sum += p[c];
        }
        loss -= Math.log(p[labels[i]] / sum) / labels.length;
        for (int c = 0; c < classes; c++) {
          double slope = (p[c] / sum - (c == labels[i] ? 1 : 0)) / labels.length;
          gradient[classes * dimension + c] += slope;
          for (int d = 0; d < dimension; d++) {
            gradient[c * dimension + d] += slope * embeddings[i * dimension + d];
          }
        }
      }
      count++;
      for (int i = 0; i < point.length; i++) {
        velocity[i] = momentum * velocity[i] + gradient[i];
        point[i] -= rate * velocity[i];
        hidden[i] = decay * hidden[i] + (1 - decay) * point[i];
      }
      return loss;
    }

    double[] point() {
      return point;
    }

    double[] average() {
      double factor = 1 / (1 - Math.pow(decay, count));
      return Arrays.stream(hidden).map(value -> factor * value).toArray();
    }
  }
}
