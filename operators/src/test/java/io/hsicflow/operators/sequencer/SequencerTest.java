package io.hsicflow.operators.sequencer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.operators.TestImages;
import io.hsicflow.operators.clock.ManualClock;
import io.hsicflow.schemas.record.GateResult;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class SequencerTest {

  @Test
  void itIsOneTaskWhateverTheParallelism() {
    SingleOutputStreamOperator<?> sequencer = build(new Configuration(), new Configuration());

    assertThat(sequencer.getParallelism()).isEqualTo(1);
    assertThat(sequencer.getTransformation().getMaxParallelism()).isEqualTo(1);
    assertThat(sequencer.getTransformation().getUid()).isEqualTo("sequencer");
  }

  @Test
  void unalignedCheckpointsAreRefusedWithASentence() {
    Configuration environment =
        new Configuration().set(CheckpointingOptions.ENABLE_UNALIGNED, true);

    assertThatThrownBy(() -> build(environment, new Configuration()))
        .hasMessageContaining("execution.checkpointing.unaligned.enabled");
  }

  @Test
  void checkpointsThatAreNotExactlyOnceAreRefusedWithASentence() {
    Configuration environment =
        new Configuration()
            .set(
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                CheckpointingMode.AT_LEAST_ONCE);

    assertThatThrownBy(() -> build(environment, new Configuration()))
        .hasMessageContaining("EXACTLY_ONCE");
  }

  @Test
  void rotationWithoutPartitionsIsRefusedWithASentence() {
    Configuration config = Configuration.fromMap(java.util.Map.of("sequence.order", "rotation"));

    assertThatThrownBy(() -> build(new Configuration(), config))
        .hasMessageContaining("sequence.order = arrival");
  }

  @Test
  void whatGoesByLoadIsRefusedInRotationOrderWithASentence() {
    Configuration config =
        Configuration.fromMap(
            java.util.Map.of("sequence.order", "rotation", "sequence.min-share", "0.5"));

    assertThatThrownBy(
            () ->
                build(
                    new Configuration(),
                    config,
                    List.of(new PartitionSpan("images", 0, 0, PartitionSpan.UNBOUNDED))))
        .hasMessageContaining("sequence.min-share is 0.5")
        .hasMessageContaining("sequence.order = arrival");
  }

  private static SingleOutputStreamOperator<?> build(
      Configuration environment, Configuration config) {
    return build(environment, config, List.of());
  }

  private static SingleOutputStreamOperator<?> build(
      Configuration environment, Configuration config, List<PartitionSpan> partitions) {
    environment.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(environment);
    return Sequencer.sequence(
        env.fromData(
            TypeInformation.of(GateResult.class), GateResult.accept(TestImages.image(0, 0, 2))),
        config,
        partitions,
        4,
        new FreshImagesOnly(),
        Optional.empty(),
        new ManualClock());
  }
}
