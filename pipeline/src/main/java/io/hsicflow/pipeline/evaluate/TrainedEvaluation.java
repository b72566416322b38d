package io.hsicflow.pipeline.evaluate;

import io.hsicflow.model.augment.Preprocess;
import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BackendSet;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.learner.SupervisedTraining;
import io.hsicflow.model.snapshot.SnapshotMetadata;
import io.hsicflow.operators.clock.Clock;
import io.hsicflow.operators.embedder.EmbedOptions;
import io.hsicflow.operators.embedder.LoadedEncoder;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.pipeline.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;

/**
 * The evaluations that train on views: linear evaluation, and fine-tuning with the encoder free
 * (docs/method.md section 6).
 */
public final class TrainedEvaluation implements Evaluation {
  private final Configuration settings;
  private final String name;
  private final boolean encoderFree;
  private final TrainingOptions options;
  private final List<LabelChoice> shares;
  private final WorkPlace work;
  private final Clock clock;
  private final Consumer<String> lines;
  private final List<WorkFile> files = new ArrayList<>();
  private volatile boolean training;
  private volatile boolean stopped;

  /**
   * @param settings of the gate, the backend and the preprocessing of what is classified
   * @param name of the protocol
   * @param encoderFree whether the encoder is trained as well
   * @param shares of the labels, with a training for each
   * @param work where trainings that are under way are kept
   * @param lines is told every few seconds how far it is
   */
  public TrainedEvaluation(
      Configuration settings,
      String name,
      boolean encoderFree,
      TrainingOptions options,
      List<LabelChoice> shares,
      WorkPlace work,
      Clock clock,
      Consumer<String> lines) {
    this.settings = settings;
    this.name = name;
    this.encoderFree = encoderFree;
    this.options = options;
    this.shares = List.copyOf(shares);
    this.work = work;
    this.clock = clock;
    this.lines = lines;
  }

  @Override
  public ProtocolReport of(EvaluatedEncoder encoder, Path data) throws IOException {
    Preprocess.Kind preprocess = preprocess();
    requireBatch(encoder);
    if (work.folder().isPresent()) {
      Files.createDirectories(work.folder().get());
    } else {
      lines.accept(
          "Interrupted, this starts anew: --out FILE or --work FOLDER keeps how far it is.");
    }
    int size = encoder.snapshot().metadata().inputSize();
    try (LabelledPictures pictures = LabelledPictures.read(settings, data, size, clock, lines)) {
      SetFacts facts = pictures.facts(preprocess.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      facts.require(data, pictures.train().labels());
      List<ProtocolResult> results = new ArrayList<>();
      training = true;
      for (LabelChoice share : shares) {
        results.add(result(encoder, pictures, preprocess, share));
      }
      return new ProtocolReport(name, encoder, data, facts, results);
    }
  }

  private void requireBatch(EvaluatedEncoder encoder) {
    try {
      SupervisedTraining.requireBatch(encoder.snapshot().metadata(), options.batch(), encoderFree);
    } catch (IllegalArgumentException e) {
      throw new UserException(e.getMessage() + " The option is --batch.", e);
    }
  }

  /** How test images are brought to the encoder's input: as the paper does, unless told. */
  private Preprocess.Kind preprocess() {
    try {
      return settings
          .getOptional(EmbedOptions.PREPROCESS)
          .map(LoadedEncoder::kindOf)
          .orElse(Preprocess.Kind.CENTRE_CROP);
    } catch (IllegalArgumentException e) {
      throw new UserException(e.getMessage(), e);
    }
  }

  private ProtocolResult result(
      EvaluatedEncoder encoder,
      LabelledPictures pictures,
      Preprocess.Kind preprocess,
      LabelChoice share)
      throws IOException {
    PicturePart train = share.of(pictures.train());
    LabelledTraining labelled =
        new LabelledTraining(
            encoder,
            pictures,
            train,
            options.settings(train.count(), pictures.classes(), encoderFree),
            clock,
            lines,
            () -> stopped);
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("share", share.share());
    said.put("labels", train.count());
    said.put("epochs", options.epochs());
    said.put("base_rate", options.baseRate());
    said.putAll(labelled.settings());
    Optional<WorkFile> file = file(share, encoder, pictures, said);
    lines.accept("Training on " + share.text(train.count()) + ".");
    Map<String, Object> figures = new LinkedHashMap<>();
    try (Backend backend =
        BackendSet.onClassPath()
            .open(
                settings.get(LearnerOptions.BACKEND),
                Precision.FLOAT32,
                LearnerOptions.threads(settings),
                settings.get(LearnerOptions.DEVICE))) {
      figures.putAll(labelled.run(backend, file, preprocess));
      figures.putAll(said);
      figures.put("backend", backend.name());
      figures.put("device", backend.device());
      figures.put("threads", backend.threads());
    } catch (IllegalArgumentException e) {
      throw new UserException(e.getMessage(), e);
    }
    return new ProtocolResult(
        "%s, %d epochs".formatted(share.text(train.count()), options.epochs()), figures);
  }

  private Optional<WorkFile> file(
      LabelChoice share,
      EvaluatedEncoder encoder,
      LabelledPictures pictures,
      Map<String, Object> said) {
    Map<String, Object> all = new LinkedHashMap<>(said);
    all.put("protocol", name);
    SnapshotMetadata metadata = encoder.snapshot().metadata();
    all.put("encoder", encoder.snapshot().digest());
    all.put("input_size", metadata.inputSize());
    all.put("means", Arrays.toString(metadata.normalisation().means()));
    all.put("deviations", Arrays.toString(metadata.normalisation().deviations()));
    all.put("data", pictures.digest());
    String training = share.equals(LabelChoice.ALL) ? name : name + "-" + share.share();
    Optional<WorkFile> file = work.file(training).map(path -> new WorkFile(path, all, clock));
    file.ifPresent(files::add);
    return file;
  }

  /**
   * Lets {@link #of} keep the training and end with a {@link TrainingStoppedException} after the
   * step under way.
   *
   * @return whether there is a training; what came before it need not be kept
   */
  public boolean stop() {
    stopped = true;
    if (training) {
      lines.accept("Ending after the step under way; once more to end at once.");
    }
    return training;
  }

  @Override
  public void delivered() throws IOException {
    for (WorkFile file : files) {
      file.delete();
    }
  }
}
