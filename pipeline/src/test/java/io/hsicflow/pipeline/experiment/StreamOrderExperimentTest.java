package io.hsicflow.pipeline.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.operators.clock.SystemClock;
import io.hsicflow.operators.trainer.LearnerOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class StreamOrderExperimentTest {
  private final StringWriter said = new StringWriter();

  @Test
  void whatIsCompleteStaysWhereTheRunIsStopped() throws Exception {
    Configuration given = new Configuration();
    given.set(LearnerOptions.WIDTH, 4);
    given.set(LearnerOptions.SIZE, 8);
    given.set(LearnerOptions.BATCH, 4);
    given.set(LearnerOptions.HIDDEN, 24);
    given.set(LearnerOptions.OUTPUT, 12);
    given.set(LearnerOptions.THREADS, 1);
    StreamOrderSettings settings = new StreamOrderSettings(given, null, 80, 2, 0, 3, 300);
    SystemClock clock = new SystemClock();
    ExperimentProgress progress = new ExperimentProgress(new PrintWriter(said), false, clock);

    StreamOrderResults results =
        new StreamOrderExperiment(
                settings, progress, clock, () -> said.toString().contains("Stream bursts"))
            .run();

    assertThat(results.complete()).isFalse();
    assertThat(results.results())
        .hasSize(Arm.values().length)
        .allMatch(result -> result.stream() == StreamKind.ORDERED);
    assertThat(results.lines())
        .anyMatch(line -> line.startsWith("shuffled"))
        .anyMatch(line -> line.startsWith("Stopped before the end"));
  }
}
