package io.hsicflow.pipeline.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.augment.AugmentSettings;
import io.hsicflow.model.augment.Preprocess;
import io.hsicflow.model.augment.ViewMaker;
import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.learner.Encoder;
import io.hsicflow.model.learner.SupervisedSettings;
import io.hsicflow.model.learner.SupervisedTraining;
import io.hsicflow.model.metrics.Vectors;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.operators.clock.Clock;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.job.FlinkSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainedEvaluationTest {
  private static final int TRAIN_OF_EACH = 9;
  private static final int TEST_OF_EACH = 5;
  private static final int CLASSES = LabelledFolder.CLASSES.size();
  private static final int IMAGES = CLASSES * TRAIN_OF_EACH;
  private static final int BATCH = 8;
  private static final int EPOCHS = 3;
  private static final int STEPS = EPOCHS * IMAGES / BATCH;
  private static final long SEED = 5;
  private static final double RATE = 2;

  private final List<String> lines = new ArrayList<>();
  private final TrainingOptions options =
      new TrainingOptions(EPOCHS, BATCH, RATE, OptionalLong.empty(), SEED);
  private EvaluatedEncoder encoder;

  @TempDir private Path folder;

  @BeforeEach
  void make() throws IOException {
    encoder = new EvaluatedEncoder("made", LabelledFolder.snapshot());
    LabelledFolder.write(data(), TRAIN_OF_EACH, TEST_OF_EACH);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void trainsOnViewsInTheOrderOfEpochsAndClassifiesCentreCrops(boolean free) throws IOException {
    Map<String, Object> figures = figures(evaluation(free, WorkPlace.none(), lines::add));

    assertThat(figures)
        .containsEntry("top1", byHand(free, Preprocess.Kind.CENTRE_CROP))
        .containsEntry("top5", 1.0)
        .containsEntry("labels", IMAGES)
        .containsEntry("epochs", EPOCHS)
        .containsEntry("steps", (long) STEPS)
        .containsEntry("warmup_steps", 1L)
        .containsEntry("peak_rate", RATE * BATCH / 256)
        .containsEntry("momentum", 0.9)
        .containsEntry("weight_decay", 0.0)
        .containsEntry("average_decay", 0.999)
        .containsEntry("encoder_free", free)
        .containsEntry("seed", SEED)
        .containsKeys("backend", "threads");
  }

  @Test
  void thePreprocessingThatIsAskedForStandsInPlaceOfTheCentreCrop() throws IOException {
    Configuration settings = settings();
    settings.setString("embed.preprocess", "whole");

    ProtocolReport report =
        evaluation(settings, false, WorkPlace.none(), lines::add).of(encoder, data());

    assertThat(report.object()).containsEntry("preprocess", "whole");
    assertThat(report.results().get(0).figures())
        .containsEntry("top1", byHand(false, Preprocess.Kind.WHOLE));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anInterruptedTrainingEndsAsAnUndisturbedOne(boolean free) throws IOException {
    Map<String, Object> undisturbed =
        figures(evaluation(free, WorkPlace.in(folder.resolve("other")), line -> {}));
    WorkPlace work = WorkPlace.in(folder.resolve("work"));

    assertThatThrownBy(() -> figures(evaluation(free, work, failingAt("step 6 of"))))
        .hasMessage("stopped");
    TrainedEvaluation again = evaluation(free, work, lines::add);
    Map<String, Object> resumed = figures(again);

    assertThat(lines).contains("Going on from step 5 of " + STEPS + ".");
    assertThat(resumed).isEqualTo(undisturbed);
    assertThat(onlyFile("work")).hasSameBinaryContentAs(onlyFile("other"));
    again.delivered();
    assertThat(folder.resolve("work")).isEmptyDirectory();
  }

  @Test
  void aTrainingThatIsStoppedIsKeptAtOnce() throws IOException {
    Map<String, Object> undisturbed = figures(evaluation(true, WorkPlace.none(), line -> {}));
    WorkPlace work = WorkPlace.in(folder.resolve("work"));
    AtomicReference<TrainedEvaluation> running = new AtomicReference<>();
    assertThat(evaluation(true, work, lines::add).stop()).as("nothing to keep yet").isFalse();
    running.set(evaluation(true, work, stopAt("step 3 of", running)));
    assertThatThrownBy(() -> figures(running.get()))
        .isInstanceOf(TrainingStoppedException.class)
        .hasMessage("Stopped at step 3 of 10: the same command goes on from there.");
    assertThat(figures(evaluation(true, work, lines::add))).isEqualTo(undisturbed);
    assertThat(lines).contains("Going on from step 3 of 10.");
  }

  @Test
  void classifyingIsToldAndCanBeStopped() throws IOException {
    Map<String, Object> undisturbed = figures(evaluation(true, WorkPlace.none(), line -> {}));
    WorkPlace work = WorkPlace.in(folder.resolve("work"));
    AtomicReference<TrainedEvaluation> running = new AtomicReference<>();
    running.set(
        evaluation(true, work, stopAt("15 of 15 images classified", running).andThen(lines::add)));

    assertThatThrownBy(() -> figures(running.get()))
        .isInstanceOf(TrainingStoppedException.class)
        .hasMessage("Stopped at step 10 of 10: the same command goes on from there.");
    assertThat(lines).contains("Ending after the step under way; once more to end at once.");
    assertThat(figures(evaluation(true, work, lines::add))).isEqualTo(undisturbed);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBatchThatCannotBeAddressedIsRefusedBeforeAnythingIsRead(boolean free) {
    TrainingOptions vast = new TrainingOptions(1, 1 << 30, RATE, OptionalLong.empty(), SEED);

    assertThatThrownBy(
            () ->
                figures(
                    evaluation(
                        settings(), free, vast, WorkPlace.none(), LabelChoice.ALL, lines::add)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("take at most")
        .hasMessageContaining("--batch");
    assertThat(lines).isEmpty();
  }

  @Test
  void aWorkFileOfOtherSettingsDataOrEncoderIsRefused() throws IOException {
    WorkPlace work = WorkPlace.in(folder.resolve("work"));
    figures(evaluation(false, work, lines::add));

    TrainingOptions other =
        new TrainingOptions(EPOCHS, BATCH, RATE, OptionalLong.empty(), SEED + 1);
    assertThatThrownBy(
            () -> figures(evaluation(settings(), false, other, work, LabelChoice.ALL, lines::add)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("seed was 5, and is 6 now");
    Files.delete(data().resolve("train/dark/10.png"));
    Files.copy(data().resolve("train/dark/11.png"), data().resolve("train/dark/10.png"));
    assertThatThrownBy(() -> figures(evaluation(false, work, lines::add)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("data was");
  }

  @Test
  void whatIsNoWorkFileIsRefusedAndLeftAlone() throws IOException {
    WorkPlace work = WorkPlace.in(folder.resolve("work"));
    Path file = work.file("linear").orElseThrow();
    Files.createDirectories(file.getParent());
    Files.writeString(file, "a letter to somebody");

    assertThatThrownBy(() -> figures(evaluation(false, work, lines::add)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is no work file of this command");
    assertThat(file).hasContent("a letter to somebody");
  }

  @Test
  void fewLabelsAreTrainedOnAlone() throws IOException {
    Map<String, Object> figures =
        figures(
            evaluation(
                settings(),
                true,
                new TrainingOptions(4, BATCH, RATE, OptionalLong.empty(), SEED),
                WorkPlace.none(),
                new LabelChoice(0.3),
                lines::add));

    assertThat(figures).containsEntry("labels", 9).containsEntry("share", 0.3);
    assertThat(figures).containsEntry("steps", 4L);
    assertThat(lines).contains("Training on 30 % of the labels, 9.");
  }

  @Test
  void aTrainingThatRunsAwayIsEndedWithASentence() {
    TrainingOptions absurd = new TrainingOptions(40, BATCH, 1e30, OptionalLong.of(0), SEED);

    assertThatThrownBy(
            () ->
                figures(
                    evaluation(
                        settings(), true, absurd, WorkPlace.none(), LabelChoice.ALL, lines::add)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--base-rate");
  }

  @Test
  void aLowerRateGoesAheadWhereTheTrainingRanAway() throws IOException {
    TrainingOptions absurd = new TrainingOptions(40, BATCH, 1e30, OptionalLong.of(0), SEED);
    WorkPlace work = WorkPlace.in(folder.resolve("work"));

    assertThatThrownBy(
            () -> figures(evaluation(settings(), true, absurd, work, LabelChoice.ALL, lines::add)))
        .hasMessageContaining("--base-rate");
    assertThat(folder.resolve("work")).isEmptyDirectory();
    assertThat(figures(evaluation(true, work, lines::add))).containsEntry("steps", (long) STEPS);
  }

  @Test
  void aSaveThatFailsLeavesNoFileBehind() throws IOException {
    WorkPlace work = WorkPlace.in(folder.resolve("work"));
    Path file = work.file("linear").orElseThrow();

    assertThatThrownBy(() -> figures(evaluation(false, work, occupying(file))))
        .isInstanceOf(IOException.class);
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
    assertThat(file).isDirectory();
  }

  /** A folder that is not empty stands in the file's place once training has begun. */
  private static Consumer<String> occupying(Path file) {
    return line -> {
      if (line.startsWith("step 1 of")) {
        try {
          Files.deleteIfExists(file);
          Files.createDirectories(file.resolve("occupied"));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  @Test
  void linesSayHowFarItIs() throws IOException {
    figures(evaluation(false, WorkPlace.none(), lines::add));

    assertThat(lines).anyMatch(line -> line.startsWith("42 of 42 images read"));
    assertThat(lines)
        .anyMatch(line -> line.matches("step 4 of 10, epoch 1.2, loss [0-9.]+ and .* s left"));
  }

  private double byHand(boolean free, Preprocess.Kind preprocess) {
    SupervisedSettings settings =
        new SupervisedSettings(CLASSES, BATCH, STEPS, 1, RATE * BATCH / 256, free, SEED);
    int bytes = 3 * LabelledFolder.SIZE * LabelledFolder.SIZE;
    ViewMaker maker = new ViewMaker(AugmentSettings.cropAndFlip(), LabelledFolder.SIZE);
    EpochOrder order = new EpochOrder(IMAGES, SEED);
    try (Backend backend = Backends.open(Backends.AUTO, Precision.FLOAT32, 2);
        SupervisedTraining training =
            new SupervisedTraining(backend, encoder.snapshot(), settings)) {
      for (int step = 0; step < STEPS; step++) {
        byte[] views = new byte[BATCH * bytes];
        int[] labels = new int[BATCH];
        for (int i = 0; i < BATCH; i++) {
          int image = order.image((long) step * BATCH + i);
          labels[i] = image / TRAIN_OF_EACH;
          byte[] view = new byte[bytes];
          byte[] picture = LabelledFolder.picture(labels[i], image % TRAIN_OF_EACH);
          maker.make(
              picture,
              LabelledFolder.SIDE,
              LabelledFolder.SIDE,
              SEED,
              (long) step * BATCH + i,
              0,
              view);
          System.arraycopy(view, 0, views, i * bytes, bytes);
        }
        training.step(views, labels);
      }
      byte[] test = new byte[CLASSES * TEST_OF_EACH * bytes];
      int[] truth = new int[CLASSES * TEST_OF_EACH];
      Preprocess resize = new Preprocess(preprocess, LabelledFolder.SIZE);
      for (int i = 0; i < truth.length; i++) {
        truth[i] = i / TEST_OF_EACH;
        resize.apply(
            LabelledFolder.picture(truth[i], TRAIN_OF_EACH + i % TEST_OF_EACH),
            LabelledFolder.SIDE,
            LabelledFolder.SIDE,
            test,
            i * bytes);
      }
      EncoderSnapshot trained = training.encoder();
      try (Encoder embedder = Encoder.load(backend, trained)) {
        Vectors vectors = new Vectors(embedder.embed(test, truth.length), embedder.dimension());
        return training.layer().accuracy(vectors, truth, 1);
      }
    }
  }

  private Map<String, Object> figures(TrainedEvaluation evaluation) throws IOException {
    return evaluation.of(encoder, data()).results().get(0).figures();
  }

  private TrainedEvaluation evaluation(boolean free, WorkPlace work, Consumer<String> told) {
    return evaluation(settings(), free, work, told);
  }

  private TrainedEvaluation evaluation(
      Configuration settings, boolean free, WorkPlace work, Consumer<String> told) {
    return evaluation(settings, free, options, work, LabelChoice.ALL, told);
  }

  private static TrainedEvaluation evaluation(
      Configuration settings,
      boolean free,
      TrainingOptions training,
      WorkPlace work,
      LabelChoice choice,
      Consumer<String> told) {
    return new TrainedEvaluation(
        settings,
        free ? "finetune" : "linear",
        free,
        training,
        List.of(choice),
        work,
        new FastClock(),
        told);
  }

  private static Configuration settings() {
    Configuration settings = new Configuration();
    settings.setString("learner.threads", "2");
    return FlinkSettings.complete(settings);
  }

  private static Consumer<String> stopAt(
      String beginning, AtomicReference<TrainedEvaluation> running) {
    return line -> {
      if (line.startsWith(beginning)) {
        assertThat(running.get().stop()).isTrue();
      }
    };
  }

  private static Consumer<String> failingAt(String beginning) {
    return line -> {
      if (line.startsWith(beginning)) {
        throw new IllegalStateException("stopped");
      }
    };
  }

  private Path onlyFile(String place) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(place))) {
      List<Path> found = files.toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  /** A minute goes by between any two looks at it: every step is told and kept. */
  private static final class FastClock implements Clock {
    private static final long serialVersionUID = 1L;

    private long minutes;

    @Override
    public long millis() {
      return 60_000 * minutes++;
    }

    @Override
    public long nanos() {
      return 60_000_000_000L * minutes++;
    }
  }
}
