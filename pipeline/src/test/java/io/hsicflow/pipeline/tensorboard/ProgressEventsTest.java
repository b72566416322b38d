package io.hsicflow.pipeline.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.operators.clock.Clock;
import io.hsicflow.schemas.record.TrainingProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressEventsTest {
  private static final long TIME = 1_790_000_000_123L;

  @TempDir private Path folder;

  @Test
  void everyAttemptBeginsAFileThatSortsBehindTheOnesBefore() throws Exception {
    write(1, 2, 3);
    write(2, 3);

    List<Path> files = WrittenEvents.files(folder.resolve(ProgressEvents.RUN));
    assertThat(files)
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "events.out.tfevents.1790000000.hsicflow.123",
            "events.out.tfevents.1790000000.hsicflow.124");
    assertThat(WrittenEvents.of(files.get(0))).hasSize(2 + 3);
    assertThat(WrittenEvents.of(files.get(1)))
        .hasSize(2 + 2)
        .startsWith(Event.version(TIME), Event.start(progress(2).endMillis(), 2));
  }

  @Test
  void anEventIsWholeAsSoonAsItsStepIsDone() throws Exception {
    SinkWriter<TrainingProgress> writer = sink().createWriter(null);
    writer.write(progress(1), null);

    Path file = WrittenEvents.files(folder.resolve(ProgressEvents.RUN)).get(0);
    assertThat(WrittenEvents.of(file)).hasSize(3);
    writer.close();
  }

  @Test
  void imagesPerSecondAreThoseOfTheStepAndItsWait() {
    StepScalars scalars = new StepScalars();

    assertThat(scalars.of(progress(1))).doesNotContainKey("learner/imagesPerSecond");
    assertThat(scalars.of(progress(2)))
        .containsEntry("learner/imagesPerSecond", 64 / (0.005 + 0.020))
        .containsEntry("learner/loss", -0.5);
    assertThat(scalars.of(progress(2)))
        .as("nothing was learned from a skipped step")
        .doesNotContainKey("learner/imagesPerSecond");
  }

  @Test
  void numbersOfTheProbeAreThereWhereLabelsAre() {
    assertThat(new StepScalars().of(progress(1)))
        .doesNotContainKeys("learner/probeLoss", "learner/probeAccuracy");
    assertThat(new StepScalars().of(progress(1, 2.5)))
        .containsEntry("learner/probeLoss", 2.5)
        .containsKey("learner/probeAccuracy");
  }

  @Test
  void allOfTheFirstStepsAreWrittenAndAsManyOfEveryDoublingAfterwards() {
    assertThat(LongStream.range(1, 1 << 17).allMatch(ProgressEvents::isWritten)).isTrue();
    assertThat(LongStream.range(1 << 17, 1 << 18).filter(ProgressEvents::isWritten).count())
        .isEqualTo(1 << 16);
    assertThat(LongStream.range(1 << 20, 1 << 21).filter(ProgressEvents::isWritten).count())
        .isEqualTo(1 << 16);
  }

  @Test
  void aStepTakesTheRoomThatIsPromised() throws Exception {
    SinkWriter<TrainingProgress> writer = sink().createWriter(null);
    for (long step = 1; step <= 100; step++) {
      writer.write(progress(100_000 + step, 2.5), null);
    }
    writer.close();

    Path file = WrittenEvents.files(folder.resolve(ProgressEvents.RUN)).get(0);
    assertThat(Files.size(file) / 100).isLessThan(400);
  }

  private void write(long... steps) throws Exception {
    SinkWriter<TrainingProgress> writer = sink().createWriter(null);
    for (long step : steps) {
      writer.write(progress(step), null);
    }
    writer.close();
  }

  private ProgressEvents sink() {
    return new ProgressEvents(folder.toString(), new StandingClock());
  }

  private static TrainingProgress progress(long step) {
    return progress(step, Double.NaN);
  }

  private static TrainingProgress progress(long step, double probe) {
    return new TrainingProgress(
        step,
        64 * step,
        -0.5,
        0.1,
        0.2,
        1,
        2,
        0.3,
        0.99,
        4,
        0.06,
        probe,
        probe,
        0,
        0,
        false,
        0,
        5,
        20,
        TIME + step);
  }

  /** Two attempts in one millisecond. */
  private record StandingClock() implements Clock {
    private static final long serialVersionUID = 1L;

    @Override
    public long millis() {
      return TIME;
    }

    @Override
    public long nanos() {
      return 0;
    }
  }
}
