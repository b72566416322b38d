package io.hsicflow.pipeline.tensorboard;

import io.hsicflow.operators.clock.Clock;
import io.hsicflow.schemas.record.TrainingProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes what every training step reports to event files on the machine that trains. Every attempt
 * of the job begins a file; the steps since the last checkpoint, which it makes again, stand in
 * both files, and TensorBoard shows those of the later one.
 *
 * <p>Up to step 131,071 every step is written; from there on every doubling of the steps adds as
 * many events as the one before (every second step, then every fourth): at most 65,536, of about
 * 300 bytes, 350 with labels.
 */
public final class ProgressEvents implements Sink<TrainingProgress> {
  /** Where they lie below the folder: TensorBoard shows the name as that of the run. */
  static final String RUN = "training";

  private static final long serialVersionUID = 1L;

  private final String folder;
  private final Clock clock;

  /** Writes below {@code folder}, a path; it is made where there is none. */
  public ProgressEvents(String folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  @Override
  public SinkWriter<TrainingProgress> createWriter(WriterInitContext context) throws IOException {
    return new Writer(EventFile.create(Path.of(folder).toAbsolutePath().resolve(RUN), clock));
  }

  /** Whether {@code step} is one of those that are written; a replay comes to the same answer. */
  static boolean isWritten(long step) {
    long stride = Math.max(1, Long.highestOneBit(step) >> 16);
    return step % stride == 0;
  }

  private static final class Writer implements SinkWriter<TrainingProgress> {
    private final EventFile file;
    private final StepScalars scalars = new StepScalars();
    private boolean started;

    Writer(EventFile file) {
      this.file = file;
    }

    @Override
    public void write(TrainingProgress step, Context context) throws IOException {
      if (!started) {
        file.add(Event.start(step.endMillis(), step.step()));
        started = true;
      }
      Map<String, Double> numbers = scalars.of(step);
      if (isWritten(step.step())) {
        file.add(Event.scalars(step.endMillis(), step.step(), numbers));
      }
    }

    @Override
    public void flush(boolean endOfInput) {
      // Every event is written as it comes.
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
