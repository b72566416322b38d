package io.hsicflow.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.schemas.record.TrainingProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressCsvTest {
  @TempDir private Path folder;

  @Test
  void everyStepIsALineAndAReopenedFileKeepsItsOneHeader() throws Exception {
    Path file = folder.resolve("new/metrics.csv");
    write(file, progress(1), progress(2));
    write(file, progress(3));

    assertThat(Files.readAllLines(file))
        .hasSize(4)
        .startsWith(ProgressCsv.header())
        .element(3)
        .asString()
        .startsWith("3,192,-0.5,");
    assertThat(ProgressCsv.header()).startsWith("step,images,loss,hsicZy");
  }

  private static void write(Path file, TrainingProgress... steps) throws Exception {
    SinkWriter<TrainingProgress> writer = new ProgressCsv(file.toString()).createWriter(null);
    for (TrainingProgress step : steps) {
      writer.write(step, null);
    }
    writer.close();
  }

  private static TrainingProgress progress(long step) {
    return new TrainingProgress(
        step,
        64 * step,
        -0.5,
        0.1,
        0.2,
        1,
        2,
        0.3,
        0.99,
        4,
        0.06,
        Double.NaN,
        Double.NaN,
        0,
        0,
        false,
        0,
        1.5,
        20,
        0);
  }
}
