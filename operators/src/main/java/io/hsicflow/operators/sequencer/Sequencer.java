package io.hsicflow.operators.sequencer;

import io.hsicflow.operators.clock.Clock;
import io.hsicflow.operators.rates.LoadSource;
import io.hsicflow.operators.rates.RateSettings;
import io.hsicflow.schemas.record.Example;
import io.hsicflow.schemas.record.GateResult;
import io.hsicflow.schemas.record.RawRecord;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Puts the sequencer into a job graph: one task, whatever the job's parallelism. */
public final class Sequencer {

  /** Identifies the sequencer's state in savepoints; changing it breaks them. */
  public static final String UID = "sequencer";

  /** The name on the dashboard. */
  public static final String NAME = "sequencer";

  private Sequencer() {}

  /**
   * Numbers the images among {@code turns}.
   *
   * @param turns what the gate made of each record; in rotation order also the rejected ones, which
   *     use their turn
   * @param partitions all partitions that are read, for rotation order; may be empty in arrival
   *     order
   * @param batch images of one step over all ranks
   * @param control records of the topic of changes of the learner, if the job reads one
   * @throws IllegalArgumentException when checkpoints are unaligned or at least once, rotation
   *     order has no partitions, an option is out of its range, or what goes by clock or load is
   *     set where it cannot be had
   */
  public static SingleOutputStreamOperator<Example> sequence(
      DataStream<GateResult> turns,
      ReadableConfig config,
      List<PartitionSpan> partitions,
      int batch,
      ReplayPolicy replay,
      Optional<DataStream<RawRecord>> control,
      Clock clock) {
    refuseOtherThanAlignedCheckpoints(turns.getExecutionEnvironment().getConfiguration());
    SequenceOrder order = config.get(SequenceOptions.ORDER);
    if (order == SequenceOrder.ROTATION && partitions.isEmpty()) {
      throw new IllegalArgumentException(
          "sequence.order = rotation needs the partitions at the start, and none was found: check that the topic"
              + " exists, or set sequence.order = arrival.");
    }
    if (batch < 1) {
      throw new IllegalArgumentException("A step needs at least 1 image, not " + batch + ".");
    }
    RateSettings rates =
        RateSettings.of(
            config, order == SequenceOrder.ROTATION, replay.hasBuffer(), replay.places());
    SequenceRules rules =
        new SequenceRules(
            order,
            partitions,
            WaitingBounds.of(config),
            batch,
            1,
            SequenceOptions.countedSources(config),
            replay,
            clock,
            rates,
            LoadSource.MEASURED);
    KeyedStream<GateResult, Integer> keyed = turns.keyBy(turn -> SequencerOperator.KEY, Types.INT);
    TypeInformation<Example> type = TypeInformation.of(Example.class);
    SingleOutputStreamOperator<Example> examples =
        control
            .map(
                changes ->
                    keyed
                        .connect(changes.keyBy(change -> SequencerOperator.KEY, Types.INT))
                        .transform(NAME, type, new ControlledSequencer(rules)))
            .orElseGet(() -> keyed.transform(NAME, type, new PlainSequencer(rules)));
    return examples.uid(UID).setParallelism(1).setMaxParallelism(1);
  }

  private static void refuseOtherThanAlignedCheckpoints(ReadableConfig config) {
    if (config.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE)
        != CheckpointingMode.EXACTLY_ONCE) {
      throw new IllegalArgumentException(
          "execution.checkpointing.mode = "
              + config.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE)
              + " would train on images twice after a failure: set EXACTLY_ONCE.");
    }
    if (config.get(CheckpointingOptions.ENABLE_UNALIGNED)) {
      throw new IllegalArgumentException(
          "Unaligned checkpoints are on (execution.checkpointing.unaligned.enabled = true), and training needs aligned"
              + " ones, which cut the training sequence at one place: turn them off.");
    }
  }
}
