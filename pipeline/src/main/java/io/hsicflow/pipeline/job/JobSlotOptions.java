package io.hsicflow.pipeline.job;

import io.hsicflow.operators.evaluator.Evaluator;
import io.hsicflow.operators.trainer.SlotRequest;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraphGenerator;

/** Options of the task slots of all that is not in the trainer's own. */
public final class JobSlotOptions {
  /** Cores of a slot. */
  public static final ConfigOption<Double> CPUS =
      ConfigOptions.key("job.slot-cpus")
          .doubleType()
          .noDefaultValue()
          .withDescription(
              "Processor cores that a task slot is to have, the trainer's own (trainer.own-slot) aside, together with"
                  + " job.slot-heap; unset: an equal share of what its TaskManager has. See trainer.slot-cpus.");

  /** Heap of a slot. */
  public static final ConfigOption<MemorySize> HEAP =
      ConfigOptions.key("job.slot-heap")
          .memoryType()
          .noDefaultValue()
          .withDescription(
              "Java heap that a task slot is to have, the trainer's own aside: a subtask of each operator shares it.");

  /** Memory of a slot outside the heap. */
  public static final ConfigOption<MemorySize> OFF_HEAP =
      ConfigOptions.key("job.slot-off-heap")
          .memoryType()
          .noDefaultValue()
          .withDescription(
              "Memory outside the heap that a task slot is to have, the trainer's own aside; unset: none.");

  /** Managed memory of a slot. */
  public static final ConfigOption<MemorySize> MANAGED =
      ConfigOptions.key("job.slot-managed")
          .memoryType()
          .noDefaultValue()
          .withDescription(
              "Managed memory that a task slot is to have, the trainer's own aside; unset: none. RocksDB, where"
                  + " state.backend.type names it, needs some.");

  private static final SlotRequest REQUEST = new SlotRequest(CPUS, HEAP, OFF_HEAP, MANAGED);

  private JobSlotOptions() {}

  /**
   * Registers what is asked for.
   *
   * @throws IllegalArgumentException with a sentence where the options do not fit together
   */
  static void register(StreamExecutionEnvironment env, ReadableConfig config) {
    if (!REQUEST.isMade(config)) {
      return;
    }
    for (String name : List.of(StreamGraphGenerator.DEFAULT_SLOT_SHARING_GROUP, Evaluator.SLOTS)) {
      env.registerSlotSharingGroup(REQUEST.group(name, config).build());
    }
  }
}
