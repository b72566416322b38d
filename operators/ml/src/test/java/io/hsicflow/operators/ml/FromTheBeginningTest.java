package io.hsicflow.operators.ml;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Flink's harness throws what it likes on closing
class FromTheBeginningTest {

  @Test
  void whatGathersAWholeTableIsNotRestored() throws Exception {
    assertRefused(new NeighbourOperator(0, 1, 5, 0.1), "A vote of neighbours");
    assertRefused(new RepeatedImages(3, 100), "A training in several passes over a table");
  }

  private static <T> void assertRefused(OneInputStreamOperator<T, T> operator, String what)
      throws Exception {
    try (OneInputStreamOperatorTestHarness<T, T> harness =
        new OneInputStreamOperatorTestHarness<>(operator)) {
      assertThatThrownBy(() -> harness.initializeState(OperatorSubtaskState.builder().build()))
          .isInstanceOf(SuppressRestartsException.class)
          .hasStackTraceContaining(what + " does not go on from a checkpoint: start it again");
    }
  }
}
