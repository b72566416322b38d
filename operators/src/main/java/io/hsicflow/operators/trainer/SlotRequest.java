package io.hsicflow.operators.trainer;

import org.apache.flink.api.common.operators.SlotSharingGroup;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;

/**
 * The options that say what a task slot is to have (Flink's fine-grained resource management).
 *
 * @param cpus processor cores
 * @param heap Java heap of the tasks
 * @param offHeap memory of the tasks outside the heap: direct and native
 * @param managed memory that Flink manages: RocksDB's
 */
public record SlotRequest(
    ConfigOption<Double> cpus,
    ConfigOption<MemorySize> heap,
    ConfigOption<MemorySize> offHeap,
    ConfigOption<MemorySize> managed) {

  /** Whether any of them is set. */
  public boolean isMade(ReadableConfig config) {
    return config.getOptional(cpus).isPresent()
        || config.getOptional(heap).isPresent()
        || config.getOptional(offHeap).isPresent()
        || config.getOptional(managed).isPresent();
  }

  /**
   * Slots that have what is set.
   *
   * @param name of the group of operators that share them
   * @throws IllegalArgumentException with a sentence where cores or heap are not set, or not above
   *     0: Flink then takes no request
   */
  public SlotSharingGroup.Builder group(String name, ReadableConfig config) {
    double cores = config.getOptional(cpus).orElse(0.0);
    MemorySize bytes = config.getOptional(heap).orElse(MemorySize.ZERO);
    if (!(cores > 0) || bytes.getBytes() <= 0) {
      throw new IllegalArgumentException(
          "%s is %s and %s is %s: a task slot with resources of its own needs both above 0."
              .formatted(cpus.key(), cores, heap.key(), bytes));
    }
    return SlotSharingGroup.newBuilder(name)
        .setCpuCores(cores)
        .setTaskHeapMemory(bytes)
        .setTaskOffHeapMemory(config.getOptional(offHeap).orElse(MemorySize.ZERO))
        .setManagedMemory(config.getOptional(managed).orElse(MemorySize.ZERO));
  }
}
