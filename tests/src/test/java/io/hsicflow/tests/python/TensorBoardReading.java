package io.hsicflow.tests.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.operators.clock.Clock;
import io.hsicflow.operators.clock.SystemClock;
import io.hsicflow.pipeline.tensorboard.ProgressEvents;
import io.hsicflow.pipeline.tensorboard.ViewEvents;
import io.hsicflow.schemas.record.TrainingProgress;
import io.hsicflow.schemas.record.Views;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.flink.api.connector.sink2.SinkWriter;

/**
 * Event files of two attempts of a job, the second going back a step, read by TensorBoard itself.
 */
final class TensorBoardReading {
  static final String[] MODULES = {"tensorboard"};

  private static final long TIME = 1_790_000_000_000L;
  private static final int SIZE = 32;

  private final Python python;
  private final Path folder;
  private final Clock clock = new SystemClock();

  TensorBoardReading(Python python, Path folder) {
    this.python = python;
    this.folder = folder;
  }

  /** Every number of every step, once, as the later attempt has it. */
  void readsEveryScalarOfTheLaterAttempt() throws Exception {
    ProgressEvents sink = new ProgressEvents(folder.toString(), clock);
    write(sink.createWriter(null), progress(1, 0.5), progress(2, 0.25), progress(3, Double.NaN));
    write(sink.createWriter(null), progress(3, 0.125), progress(4, -3));

    String printed =
        python.run(
            folder,
            """
            from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

            events = EventAccumulator("training", size_guidance={"scalars": 0})
            events.Reload()
            print(*sorted(events.Tags()["scalars"]))
            for event in events.Scalars("learner/loss"):
                print(event.step, event.value, event.wall_time)
            print(*[event.step for event in events.Scalars("learner/imagesPerSecond")])
            print(*[round(event.value) for event in events.Scalars("learner/imagesPerSecond")])
            """);

    assertThat(printed.lines())
        .contains(
            "learner/embeddingStd learner/gradientNorm learner/hsicZy learner/hsicZz"
                + " learner/imagesPerSecond learner/kernelScale learner/learningRate learner/loss"
                + " learner/scaleObjective learner/tau",
            "2 4",
            "2560 2560");
    assertThat(printed.lines().filter(line -> line.matches("\\d+ \\S+ 1790\\S+")))
        .containsExactly(
            "1 0.5 1790000000.001",
            "2 0.25 1790000000.002",
            "3 0.125 1790000000.003",
            "4 -3.0 1790000000.004");
  }

  /** The picture has its size and its pixels. */
  void showsThePictureOfTheViews() throws Exception {
    SinkWriter<Views> writer = new ViewEvents(folder.toString(), 2, clock).createWriter(null);
    writer.write(views(0), null);
    writer.write(views(1), null);
    writer.close();

    String printed =
        python.run(
            folder,
            """
            from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

            events = EventAccumulator("views", size_guidance={"images": 0})
            events.Reload()
            (tag,) = events.Tags()["images"]
            (image,) = events.Images(tag)
            print(tag, image.step, image.width, image.height, image.encoded_image_string[:4])
            """);

    assertThat(printed.lines())
        .contains("augmenter/views 1 %d %d b'\\x89PNG'".formatted(2 * SIZE + 2, 2 * SIZE + 2));
  }

  private static void write(SinkWriter<TrainingProgress> writer, TrainingProgress... steps)
      throws Exception {
    for (TrainingProgress step : steps) {
      writer.write(step, null);
    }
    writer.close();
  }

  private static TrainingProgress progress(long step, double loss) {
    return new TrainingProgress(
        step,
        64 * step,
        loss,
        0.1,
        0.2,
        1,
        2,
        0.3,
        0.99,
        4,
        0.06,
        Double.NaN,
        Double.NaN,
        0,
        0,
        false,
        0,
        5,
        20,
        TIME + step);
  }

  private static Views views(int slot) {
    byte[] view = new byte[3 * SIZE * SIZE];
    Arrays.fill(view, (byte) (100 * slot));
    return new Views(slot, 0, 0, slot, null, view, view);
  }
}
