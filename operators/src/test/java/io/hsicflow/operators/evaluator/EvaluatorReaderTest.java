package io.hsicflow.operators.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.schemas.record.EvaluationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // readers may be interrupted on closing
class EvaluatorReaderTest {

  private static final long PATIENCE = 60;

  private final Results output = new Results();
  private final CountDownLatch goOn = new CountDownLatch(1);

  @Test
  void resultsComeOutAsTheyAreFoundAndThenItEnds() throws Exception {
    try (EvaluatorReader reader =
        new EvaluatorReader(
            mine ->
                () -> {
                  mine.found(List.of(result("knn"), result("linear")));
                  await(goOn);
                })) {
      assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
      reader.start();
      reader.isAvailable().get(PATIENCE, TimeUnit.SECONDS);
      assertThat(reader.pollNext(output)).isEqualTo(InputStatus.MORE_AVAILABLE);
      assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
      assertThat(output.names).containsExactly("knn", "linear");
      assertThat(output.timestamps).containsExactly(7L, 7L);
      assertThat(reader.isAvailable()).isNotDone();

      goOn.countDown();
      reader.isAvailable().get(PATIENCE, TimeUnit.SECONDS);
      assertThat(reader.pollNext(output)).isEqualTo(InputStatus.END_OF_INPUT);
    }
  }

  @Test
  void aCheckpointDoesNotWaitForTheThreadAndHasNothingToKeep() throws Exception {
    try (EvaluatorReader reader = new EvaluatorReader(mine -> () -> await(goOn))) {
      reader.start();
      assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
      assertThat(reader.snapshotState(1)).isEmpty();
      goOn.countDown();
    }
  }

  @Test
  void anErrorOfTheThreadFailsTheTaskWithASentence() throws Exception {
    try (EvaluatorReader reader =
        new EvaluatorReader(
            mine ->
                () -> {
                  throw new LinkageError("no such library");
                })) {
      reader.start();
      reader.isAvailable().get(PATIENCE, TimeUnit.SECONDS);
      assertThatThrownBy(() -> reader.pollNext(output))
          .hasMessage("The evaluator's thread failed: no such library");
    }
  }

  @Test
  void closingWakesTheThreadFromItsRest() throws Exception {
    CountDownLatch resting = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    EvaluatorReader reader =
        new EvaluatorReader(
            mine ->
                () -> {
                  try {
                    resting.countDown();
                    mine.rest().rest(TimeUnit.DAYS.toNanos(1));
                  } finally {
                    ended.countDown();
                  }
                });
    reader.start();
    await(resting);

    reader.close();

    assertThat(ended.getCount()).isZero();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static EvaluationResult result(String name) {
    return new EvaluationResult(name, 10, "0".repeat(64), 40, 7, 12, Map.of("top1", 0.5));
  }

  private static final class Results implements ReaderOutput<EvaluationResult> {
    private final List<String> names = new ArrayList<>();
    private final List<Long> timestamps = new ArrayList<>();

    @Override
    public void collect(EvaluationResult result) {
      throw new AssertionError("A result has the time of its evaluation.");
    }

    @Override
    public void collect(EvaluationResult result, long timestamp) {
      names.add(result.name());
      timestamps.add(timestamp);
    }

    @Override
    public void emitWatermark(Watermark watermark) {}

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}

    @Override
    public SourceOutput<EvaluationResult> createOutputForSplit(String splitId) {
      return this;
    }

    @Override
    public void releaseOutputForSplit(String splitId) {}
  }
}
