package io.hsicflow.operators.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StagingBuffersTest {

  private final StagingBuffers buffers = new StagingBuffers();

  @Test
  void oneCheckpointAfterTheOtherTakesOneBuffer() {
    buffers.prepare(1000);
    for (int checkpoint = 0; checkpoint < 20; checkpoint++) {
      buffers.lease(900 + checkpoint).close();
    }

    assertThat(buffers.mostBytes()).isEqualTo(1000);
  }

  @Test
  void aSavepointDuringACheckpointTakesASecondOneAndGivesItUp() {
    buffers.prepare(1000);
    StagingBuffers.Lease checkpoint = buffers.lease(1000);
    StagingBuffers.Lease savepoint = buffers.lease(1000);
    assertThat(savepoint.array()).isNotSameAs(checkpoint.array());
    assertThat(buffers.lease(1000)).isNull();
    savepoint.close();
    checkpoint.close();
    buffers.lease(1000).close();

    assertThat(buffers.mostBytes()).isEqualTo(2000);
    assertThat(buffers.bytes()).isEqualTo(1000);
  }

  @Test
  void aStateThatGrowsGivesUpTheBufferThatIsTooSmall() {
    buffers.prepare(1000);
    buffers.lease(1500).close();

    assertThat(buffers.mostBytes()).isEqualTo(1500);
  }
}
