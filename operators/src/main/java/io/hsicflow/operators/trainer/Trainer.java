package io.hsicflow.operators.trainer;

import io.hsicflow.operators.clock.Clock;
import io.hsicflow.schemas.record.SnapshotPublished;
import io.hsicflow.schemas.record.TrainingProgress;
import io.hsicflow.schemas.record.Views;
import java.util.Optional;
import org.apache.flink.api.common.operators.SlotSharingGroup;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/** Puts the trainer into a job graph: one task, whatever the job's parallelism. */
public final class Trainer {

  /** Identifies the trainer's state in savepoints; changing it breaks them. */
  public static final String UID = "trainer";

  /** The name on the dashboard. */
  public static final String NAME = "trainer";

  private Trainer() {}

  /**
   * What comes out of the trainer.
   *
   * @param progress one record a step
   * @param snapshots one record a snapshot
   */
  public record Streams(
      DataStream<TrainingProgress> progress, DataStream<SnapshotPublished> snapshots) {}

  /**
   * Trains on {@code views}.
   *
   * @param config the job's configuration, of which {@link LearnerOptions}, {@link GuardOptions},
   *     {@link TrainerSlotOptions} and the snapshot options are read
   * @param snapshotFolder where snapshots are published
   * @throws IllegalArgumentException with a sentence when the learner's settings do not fit
   *     together, those of its task slot do not, or one of releases or retention cannot be
   */
  public static Streams train(
      DataStream<Views> views, ReadableConfig config, String snapshotFolder, Clock clock) {
    LearnerOptions.settings(config);
    SnapshotKeeping.check(config);
    Optional<SlotSharingGroup> slot = TrainerSlotOptions.slot(config);
    OutputTag<SnapshotPublished> published =
        new OutputTag<>("snapshots", TypeInformation.of(SnapshotPublished.class));
    SingleOutputStreamOperator<TrainingProgress> progress =
        views
            .transform(
                NAME,
                TypeInformation.of(TrainingProgress.class),
                new TrainerOperator(
                    Configuration.fromMap(config.toMap()), snapshotFolder, published, clock))
            .uid(UID)
            .setParallelism(1)
            .setMaxParallelism(1)
            // A single augmenter would be chained in front: its views would be made in the
            // trainer's thread, and its maximum parallelism would be the trainer's.
            .startNewChain();
    slot.ifPresent(progress::slotSharingGroup);
    return new Streams(progress, progress.getSideOutput(published));
  }
}
