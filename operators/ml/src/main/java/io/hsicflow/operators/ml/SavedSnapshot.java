package io.hsicflow.operators.ml;

import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.operators.snapshot.SnapshotFile;
import java.io.IOException;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.types.Row;

/** The snapshot of a saved model: one file, {@code data/snapshot.safetensors} below its path. */
final class SavedSnapshot {

  private SavedSnapshot() {}

  private static SnapshotFile file(String path) {
    return SnapshotFile.at(path + "/data/snapshot.safetensors");
  }

  /** Writes it; a later one replaces it. */
  static final class Writing implements Sink<SnapshotData> {
    private static final long serialVersionUID = 1L;
    private final String path;

    Writing(String path) {
      this.path = path;
    }

    @Override
    public SinkWriter<SnapshotData> createWriter(WriterInitContext context) {
      return new Writer(path);
    }
  }

  private record Writer(String path) implements SinkWriter<SnapshotData> {
    @Override
    public void write(SnapshotData data, Context context) throws IOException {
      file(path).write(data.read());
    }

    @Override
    public void flush(boolean endOfInput) {
      // Every snapshot is written when it comes.
    }

    @Override
    public void close() {
      // No file stays open.
    }
  }

  /** Reads it: the row is the path of the saved model. */
  static final class Reading implements MapFunction<Row, SnapshotData> {
    private static final long serialVersionUID = 1L;

    @Override
    public SnapshotData map(Row row) throws IOException {
      String path = row.getFieldAs(0);
      if (!file(path).exists()) {
        throw new IOException(
            "The saved model "
                + path
                + " has no snapshot: let the environment execute after save, and load the model then.");
      }
      EncoderSnapshot snapshot = file(path).read();
      return SnapshotData.of(snapshot, file(path).modifiedAt());
    }
  }
}
