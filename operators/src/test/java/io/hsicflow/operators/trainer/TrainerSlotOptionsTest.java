package io.hsicflow.operators.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.operators.SlotSharingGroup;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.junit.jupiter.api.Test;

class TrainerSlotOptionsTest {

  @Test
  void theTrainerSharesTheJobsSlotsUnlessItIsToHaveItsOwn() {
    assertThat(TrainerSlotOptions.slot(new Configuration())).isEmpty();
    assertThat(own(Map.of()).orElseThrow())
        .isEqualTo(SlotSharingGroup.newBuilder(TrainerSlotOptions.SLOTS).build());
  }

  @Test
  void itsOwnSlotHasWhatIsSet() {
    SlotSharingGroup slot =
        own(Map.of(
                "trainer.slot-cpus", "3.5",
                "trainer.slot-heap", "2 gb",
                "trainer.slot-off-heap", "6 gb",
                "trainer.slot-gpus", "1",
                "learner.gpu-resource", "cards"))
            .orElseThrow();

    assertThat(slot.getCpuCores()).hasValue(3.5);
    assertThat(slot.getTaskHeapMemory()).hasValue(MemorySize.ofMebiBytes(2048));
    assertThat(slot.getTaskOffHeapMemory()).hasValue(MemorySize.ofMebiBytes(6144));
    assertThat(slot.getManagedMemory()).hasValue(MemorySize.ZERO);
    assertThat(slot.getExternalResources()).containsOnly(Map.entry("cards", 1.0));
  }

  @Test
  void whatDoesNotFitTogetherIsRefusedWithASentence() {
    assertThatThrownBy(
            () -> TrainerSlotOptions.slot(Configuration.fromMap(Map.of("trainer.slot-gpus", "1"))))
        .hasMessageContaining("set trainer.own-slot to true");
    assertThatThrownBy(() -> own(Map.of("trainer.slot-gpus", "1")))
        .hasMessageContaining("trainer.slot-cpus is 0.0 and trainer.slot-heap is 0 bytes");
    assertThatThrownBy(() -> own(Map.of("trainer.slot-gpus", "-1")))
        .hasMessageContaining("trainer.slot-gpus is -1: set it to how many GPUs");
    assertThatThrownBy(
            () ->
                own(
                    Map.of(
                        "trainer.slot-cpus", "1",
                        "trainer.slot-heap", "1 gb",
                        "trainer.slot-gpus", "1",
                        "learner.gpu-resource", "")))
        .hasMessageContaining("learner.gpu-resource, the name of the resource, is empty");
  }

  private static Optional<SlotSharingGroup> own(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(more);
    all.put("trainer.own-slot", "true");
    return TrainerSlotOptions.slot(Configuration.fromMap(all));
  }
}
