package io.hsicflow.model.learner;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.CrossEntropy;
import io.hsicflow.model.backend.LarsPart;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.backend.Scope;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.metrics.LinearLayer;
import io.hsicflow.model.network.ResNet;
import io.hsicflow.model.optim.EvaluationAverage;
import io.hsicflow.model.optim.Lars;
import io.hsicflow.model.optim.LearningRate;
import io.hsicflow.model.optim.OptimiserSettings;
import io.hsicflow.model.optim.ScheduleSettings;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.model.snapshot.Safetensors;
import io.hsicflow.model.snapshot.SnapshotMetadata;
import io.hsicflow.model.snapshot.TensorData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains a linear layer on a snapshot's embeddings by cross-entropy, with the encoder frozen in
 * evaluation mode or free in training mode: stochastic gradient descent with momentum and without
 * weight decay, warm-up and cosine, and a zero-debiased average of what is trained (docs/method.md
 * section 6). Equal batches give equal weights, to the bit on one backend and number of threads. To
 * be used by one thread at a time, like its backend, and closed.
 */
public final class SupervisedTraining implements AutoCloseable {
  /** Momentum without weight decay, and the decay of the average. */
  public static final OptimiserSettings SGD =
      new OptimiserSettings(
          0,
          OptimiserSettings.DEFAULT.eta(),
          OptimiserSettings.DEFAULT.momentum(),
          OptimiserSettings.DEFAULT.evaluationDecay());

  private static final String COUNTS = "batch_norm_counts";
  private static final String PROGRESS = "steps_and_average_count";

  private final Backend backend;
  private final EncoderSnapshot snapshot;
  private final SupervisedSettings settings;
  private final LearningRate rate;
  private final SupervisedNetwork network;
  private final Tensor trained;
  private final Tensor momentum;
  private final Tensor hidden;
  private final EvaluationAverage average;
  private final Lars optimiser;
  private final LarsPart part;
  private long steps;

  /**
   * Starts from a snapshot, its weights and running statistics, and a drawn layer.
   *
   * @throws IllegalArgumentException where the snapshot's tensors are not those of the network that
   *     its metadata names, or the batch is too large
   */
  public SupervisedTraining(
      Backend backend, EncoderSnapshot snapshot, SupervisedSettings settings) {
    requireBatch(snapshot.metadata(), settings.batch(), settings.encoderFree());
    this.backend = backend;
    this.snapshot = snapshot;
    this.settings = settings;
    rate =
        new LearningRate(
            new ScheduleSettings(
                settings.steps(), settings.warmupSteps(), settings.peakRate(), 0, 1, 0, 0, 0));
    network = new SupervisedNetwork(backend, snapshot, settings);
    trained = network.trained();
    int size = Math.toIntExact(trained.size());
    momentum = backend.persistentZeros(size);
    hidden = backend.persistentZeros(size);
    average = new EvaluationAverage(backend, SGD.evaluationDecay(), hidden, trained);
    optimiser = new Lars(backend, SGD);
    part =
        optimiser.part(
            new Lars.Segment(trained, network.trainedGradient(), momentum, false),
            List.of(average.follower(hidden)));
  }

  /**
   * Refuses a batch whose views, or whose largest activation in a free encoder, are more numbers
   * than one array or tensor has places for.
   *
   * @throws IllegalArgumentException with the largest batch that there is
   */
  public static void requireBatch(SnapshotMetadata metadata, int batch, boolean encoderFree) {
    long image = 3L * metadata.inputSize() * metadata.inputSize();
    if (encoderFree) {
      image =
          Math.max(
              image,
              ResNet.largestActivation(
                  metadata.depth(), metadata.stem(), metadata.width(), metadata.inputSize()));
    }
    long most = Integer.MAX_VALUE / image;
    if (batch > most) {
      throw new IllegalArgumentException(
          "A batch of %d images of side %d cannot be addressed, %s: take at most %d."
              .formatted(
                  batch,
                  metadata.inputSize(),
                  encoderFree ? "with the encoder trained" : "as one array of views",
                  most));
    }
  }

  /** Steps done. */
  public long steps() {
    return steps;
  }

  /** Whether all steps are done. */
  public boolean isDone() {
    return steps >= settings.steps();
  }

  /**
   * One step.
   *
   * @param views uint8 RGB, {@code batch * S * S * 3}, image by image, row by row
   * @param labels a class for each image
   * @return the batch's loss and accuracy before the update
   * @throws IllegalArgumentException where it is not a batch
   */
  @SuppressWarnings("try") // the scope is there to be closed
  public CrossEntropy step(byte[] views, int[] labels) {
    int side = snapshot.metadata().inputSize();
    if (labels.length != settings.batch() || views.length != 3L * side * side * labels.length) {
      throw new IllegalArgumentException(
          "A step takes %d images of side %d, but got %d labels and %d bytes."
              .formatted(settings.batch(), side, labels.length, views.length));
    }
    try (Scope scope = backend.scope()) {
      CrossEntropy value = network.pass(views, labels);
      optimiser.update(List.of(part), rate.at(steps));
      average.parametersTaken();
      steps++;
      return value;
    }
  }

  /** What is trained and how it stands, for tests: the encoder if it is free, then the layer. */
  double[] trained() {
    return backend.read(trained);
  }

  /** The encoder as it is evaluated: averages of its weights, or as it came where it is frozen. */
  public EncoderSnapshot encoder() {
    if (!settings.encoderFree()) {
      return snapshot;
    }
    return new EncoderSnapshot(
        new NetworkTensors(
                network.layout(),
                FlatNumbers.of(backend, hidden),
                average.debias(),
                FlatNumbers.of(backend, network.statistics().hidden()),
                network.statistics().counts())
            .encoder(),
        snapshot.metadata());
  }

  /** The average of the layer. */
  public LinearLayer layer() {
    int size = network.layerSize();
    double[] point = backend.read(backend.view(hidden, trained.size() - size, size));
    double factor = average.debias();
    for (int i = 0; i < size; i++) {
      point[i] *= factor;
    }
    return new LinearLayer(settings.classes(), point);
  }

  /** All that the rest of the training depends on, to the bit. */
  public Map<String, TensorData> state() {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    buffers().forEach((name, tensor) -> tensors.put(name, data(backend.read(tensor))));
    long[] counts = network.statistics().counts();
    tensors.put(COUNTS, TensorData.ofLongs(new int[] {counts.length}, counts));
    tensors.put(PROGRESS, TensorData.ofLongs(new int[] {2}, steps, average.count()));
    return tensors;
  }

  /**
   * Goes on from a state of a training with the same settings.
   *
   * @throws IllegalArgumentException where tensors are missing or of another length
   */
  public void restore(Safetensors state) {
    buffers().forEach((name, tensor) -> checked(state, name, tensor.size()));
    long[] progress = checked(state, PROGRESS, 2).toLongs();
    long[] counts = checked(state, COUNTS, network.layout().norms().size()).toLongs();
    buffers().forEach((name, tensor) -> backend.write(tensor, state.tensor(name).toDoubles()));
    network.statistics().restoreCounts(counts);
    steps = progress[0];
    average.restoreCount(progress[1]);
  }

  private static TensorData checked(Safetensors state, String name, long size) {
    TensorData tensor = state.tensor(name);
    if (tensor.size() != size) {
      throw new IllegalArgumentException(
          "The state's %s has %d numbers where %d are needed: it is of another training."
              .formatted(name, tensor.size(), size));
    }
    return tensor;
  }

  private Map<String, Tensor> buffers() {
    Map<String, Tensor> buffers = new LinkedHashMap<>();
    buffers.put("parameters", trained);
    buffers.put("momentum", momentum);
    buffers.put("average", hidden);
    buffers.put("batch_norm_sums", network.statistics().hidden());
    return buffers;
  }

  private TensorData data(double[] values) {
    int[] shape = {values.length};
    if (backend.precision() == Precision.FLOAT64) {
      return TensorData.ofDoubles(shape, values);
    }
    float[] single = new float[values.length];
    for (int i = 0; i < single.length; i++) {
      single[i] = (float) values[i];
    }
    return TensorData.ofFloats(shape, single);
  }

  @Override
  public void close() {
    network.close();
    momentum.close();
    hidden.close();
  }
}
