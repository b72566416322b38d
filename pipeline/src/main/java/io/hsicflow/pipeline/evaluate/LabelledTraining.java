package io.hsicflow.pipeline.evaluate;

import io.hsicflow.model.augment.Preprocess;
import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.CrossEntropy;
import io.hsicflow.model.learner.Encoder;
import io.hsicflow.model.learner.SupervisedSettings;
import io.hsicflow.model.learner.SupervisedTraining;
import io.hsicflow.model.metrics.LinearLayer;
import io.hsicflow.model.metrics.Vectors;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.operators.clock.Clock;
import io.hsicflow.operators.evaluator.Figures;
import io.hsicflow.pipeline.UserException;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One training on labels, from its start or from where a work file left it to its end, and what it
 * makes of the test images.
 */
final class LabelledTraining {
  /** Test images that are embedded together. */
  private static final int TESTED = 64;

  private final EvaluatedEncoder encoder;
  private final LabelledPictures pictures;
  private final PicturePart train;
  private final SupervisedSettings settings;
  private final Clock clock;
  private final Consumer<String> lines;
  private final BooleanSupplier stopped;

  /**
   * @param train what is learned from, all or a part of the set's
   * @param lines is told every few seconds how far it is
   * @param stopped whether to end after the step under way
   */
  LabelledTraining(
      EvaluatedEncoder encoder,
      LabelledPictures pictures,
      PicturePart train,
      SupervisedSettings settings,
      Clock clock,
      Consumer<String> lines,
      BooleanSupplier stopped) {
    this.encoder = encoder;
    this.pictures = pictures;
    this.train = train;
    this.settings = settings;
    this.clock = clock;
    this.lines = lines;
    this.stopped = stopped;
  }

  /** How it trains, by names of files. */
  Map<String, Object> settings() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("encoder_free", settings.encoderFree());
    object.put("batch", settings.batch());
    object.put("steps", settings.steps());
    object.put("warmup_steps", settings.warmupSteps());
    object.put("peak_rate", settings.peakRate());
    object.put("momentum", SupervisedTraining.SGD.momentum());
    object.put("weight_decay", SupervisedTraining.SGD.weightDecay());
    object.put("average_decay", SupervisedTraining.SGD.evaluationDecay());
    object.put("views", "crop-and-flip");
    object.put("seed", settings.seed());
    return object;
  }

  /**
   * Trains and classifies.
   *
   * @param file where it goes on from, and is kept
   * @param preprocess how test images are brought to the encoder's input
   * @return the shares of the test images that are named rightly
   * @throws TrainingStoppedException where it was told to end before its last step
   */
  Map<String, Object> run(Backend backend, Optional<WorkFile> file, Preprocess.Kind preprocess)
      throws IOException {
    try (SupervisedTraining training =
        new SupervisedTraining(backend, encoder.snapshot(), settings)) {
      if (file.isPresent()) {
        file.get().restore(training);
      }
      train(training, file);
      return judge(backend, training, file, preprocess);
    }
  }

  private void train(SupervisedTraining training, Optional<WorkFile> file) throws IOException {
    if (training.steps() > 0) {
      lines.accept("Going on from step " + training.steps() + " of " + settings.steps() + ".");
    }
    int size = encoder.snapshot().metadata().inputSize();
    int workers = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    TrainingLines progress =
        new TrainingLines(settings, train.count(), training.steps(), clock, lines);
    try (ViewBatches batches =
        new ViewBatches(
            pictures.pictures(),
            train,
            size,
            settings.batch(),
            settings.seed(),
            training.steps(),
            settings.steps(),
            workers)) {
      while (!training.isDone()) {
        ViewBatches.Views batch = batches.next();
        CrossEntropy value = training.step(batch.views(), batch.labels());
        if (!Double.isFinite(value.loss())) {
          forget(file);
          throw new UserException(
              "The loss of step %d is %s: training has run away. Take a lower --base-rate or a longer warm-up (--warmup-steps)."
                  .formatted(training.steps() - 1, value.loss()));
        }
        progress.stepped(value, training.steps());
        if (file.isPresent()) {
          file.get().saveIfDue(training);
        }
        if (stopped.getAsBoolean()) {
          throw stopped(training, file);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserException("The training was interrupted: run the command again.", e);
    }
    if (file.isPresent()) {
      file.get().save(training);
    }
  }

  private TrainingStoppedException stopped(SupervisedTraining training, Optional<WorkFile> file)
      throws IOException {
    String at = "Stopped at step %d of %d".formatted(training.steps(), settings.steps());
    if (file.isEmpty()) {
      return new TrainingStoppedException(at + "; nothing was kept.");
    }
    file.get().save(training);
    return new TrainingStoppedException(at + ": the same command goes on from there.");
  }

  /** What has run away is nothing to go on from, and another rate is another training. */
  private static void forget(Optional<WorkFile> file) throws IOException {
    if (file.isPresent()) {
      file.get().delete();
    }
  }

  private Map<String, Object> judge(
      Backend backend,
      SupervisedTraining training,
      Optional<WorkFile> file,
      Preprocess.Kind preprocess)
      throws IOException {
    PicturePart test = pictures.test();
    EncoderSnapshot tuned = training.encoder();
    Vectors vectors;
    try (Encoder trained = Encoder.load(backend, tuned)) {
      vectors =
          embed(trained, test, new Preprocess(preprocess, trained.inputSize()), training, file);
    }
    LinearLayer layer = training.layer();
    if (!tuned.isFinite()
        || !vectors.isFinite()
        || !Arrays.stream(layer.point()).allMatch(Double::isFinite)) {
      forget(file);
      throw new UserException(
          "What was trained is not all finite numbers, and nothing can be said of it: take a lower --base-rate.");
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    double[] accuracies = layer.accuracies(vectors, test.labels(), 1, Figures.LIKELIEST);
    figures.put(ProtocolResult.TOP1, accuracies[0]);
    figures.put(ProtocolResult.TOP5, accuracies[1]);
    return figures;
  }

  private Vectors embed(
      Encoder trained,
      PicturePart test,
      Preprocess preprocess,
      SupervisedTraining training,
      Optional<WorkFile> file)
      throws IOException {
    ReadingLines progress =
        new ReadingLines("classified", OptionalLong.of(test.count()), clock, lines);
    int bytes = 3 * trained.inputSize() * trained.inputSize();
    int dimension = trained.dimension();
    float[] all = new float[Math.multiplyExact(test.count(), dimension)];
    byte[] pixels = new byte[Math.multiplyExact(TESTED, bytes)];
    for (int from = 0; from < test.count(); from += TESTED) {
      int count = Math.min(TESTED, test.count() - from);
      for (int i = 0; i < count; i++) {
        PictureFile.Picture picture = pictures.pictures().read(test.numbers()[from + i]);
        preprocess.apply(picture.rgb(), picture.width(), picture.height(), pixels, i * bytes);
      }
      float[] values = trained.embed(pixels, count);
      System.arraycopy(values, 0, all, from * dimension, values.length);
      progress.read(from + count);
      if (stopped.getAsBoolean()) {
        throw stopped(training, file);
      }
    }
    return new Vectors(all, dimension);
  }
}
