package io.hsicflow.operators.trainer;

import java.util.Optional;
import org.apache.flink.api.common.operators.SlotSharingGroup;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;

/** Options of the trainer's task slot. */
public final class TrainerSlotOptions {

  /** The slots that only the trainer and what stands behind it use. */
  public static final String SLOTS = "train";

  /** Whether the trainer has a slot of its own. */
  public static final ConfigOption<Boolean> OWN_SLOT =
      ConfigOptions.key("trainer.own-slot")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether the trainer, with the sinks behind it, has a task slot of its own, so that it may run on another"
                  + " TaskManager than gate and augmenters.");

  /** Cores of the slot. */
  public static final ConfigOption<Double> CPUS =
      ConfigOptions.key("trainer.slot-cpus")
          .doubleType()
          .noDefaultValue()
          .withDescription(
              "Processor cores that the trainer's own slot is to have, together with trainer.slot-heap; unset: it is a"
                  + " slot like all others. Flink's default scheduler heeds it, its adaptive one does not; no"
                  + " setting of Flink's has to allow it. A slot is cut only from what a TaskManager has"
                  + " (taskmanager.cpu.cores and its memory). Set job.slot-cpus and job.slot-heap, too: a slot"
                  + " without a request takes its share of everything that a TaskManager has, also of its GPU. The"
                  + " other slots may come to lie beside the GPU and take the trainer's room, unless they cannot:"
                  + " where taskmanager.cpu.cores there is less than job.slot-cpus.");

  /** Heap of the slot. */
  public static final ConfigOption<MemorySize> HEAP =
      ConfigOptions.key("trainer.slot-heap")
          .memoryType()
          .noDefaultValue()
          .withDescription("Java heap that the trainer's own slot is to have.");

  /** Memory of the slot outside the heap. */
  public static final ConfigOption<MemorySize> OFF_HEAP =
      ConfigOptions.key("trainer.slot-off-heap")
          .memoryType()
          .noDefaultValue()
          .withDescription(
              "Memory outside the heap that the trainer's own slot is to have, of"
                  + " taskmanager.memory.task.off-heap.size: tensors lie there; unset: none.");

  /** Managed memory of the slot. */
  public static final ConfigOption<MemorySize> MANAGED =
      ConfigOptions.key("trainer.slot-managed")
          .memoryType()
          .noDefaultValue()
          .withDescription(
              "Managed memory that the trainer's own slot is to have; unset: none, for the trainer uses none.");

  /** GPUs of the slot. */
  public static final ConfigOption<Integer> GPUS =
      ConfigOptions.key("trainer.slot-gpus")
          .intType()
          .defaultValue(0)
          .withDescription(
              "GPUs (of learner.gpu-resource) that the trainer's own slot is to have: with 1 the job waits for a"
                  + " TaskManager that has one free. Together with trainer.slot-cpus and trainer.slot-heap.");

  private static final SlotRequest REQUEST = new SlotRequest(CPUS, HEAP, OFF_HEAP, MANAGED);

  private TrainerSlotOptions() {}

  /**
   * The trainer's own slot; empty where it shares those of the job.
   *
   * @throws IllegalArgumentException with a sentence where the options do not fit together
   */
  public static Optional<SlotSharingGroup> slot(ReadableConfig config) {
    int gpus = config.get(GPUS);
    if (gpus < 0) {
      throw new IllegalArgumentException(
          GPUS.key()
              + " is "
              + gpus
              + ": set it to how many GPUs the slot is to have (the trainer computes on one), or to 0.");
    }
    boolean request = REQUEST.isMade(config) || gpus > 0;
    if (!config.get(OWN_SLOT)) {
      if (request) {
        throw new IllegalArgumentException(
            "The trainer's slot is to have resources, and it has none of its own: set %s to true, or remove what begins with trainer.slot-."
                .formatted(OWN_SLOT.key()));
      }
      return Optional.empty();
    }
    if (!request) {
      return Optional.of(SlotSharingGroup.newBuilder(SLOTS).build());
    }
    SlotSharingGroup.Builder group = REQUEST.group(SLOTS, config);
    if (gpus > 0) {
      group.setExternalResource(resource(config), gpus);
    }
    return Optional.of(group.build());
  }

  private static String resource(ReadableConfig config) {
    String resource = config.get(LearnerOptions.GPU_RESOURCE).strip();
    if (resource.isEmpty()) {
      throw new IllegalArgumentException(
          "%s is %d, and %s, the name of the resource, is empty: set it to gpu, or %s to 0."
              .formatted(
                  GPUS.key(), config.get(GPUS), LearnerOptions.GPU_RESOURCE.key(), GPUS.key()));
    }
    return resource;
  }
}
