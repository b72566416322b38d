package io.hsicflow.operators.ml;

import io.hsicflow.operators.MeteredTask;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.runtime.typeutils.ExternalTypeInfo;
import org.apache.flink.types.Row;

/** The operator behind {@link SslHsicModel} without a job, its metrics kept. */
@SuppressWarnings("try") // Flink's harness throws what it likes on closing
final class RowEmbedderHarness extends AbstractStreamOperatorTestHarness<Row> {
  private static final long serialVersionUID = 1L;
  private static final TypeInformation<Row> EMBEDDED =
      ExternalTypeInfo.of(
          DataTypes.ROW(
              DataTypes.FIELD("id", DataTypes.STRING()),
              DataTypes.FIELD("image", DataTypes.BYTES()),
              DataTypes.FIELD("embedding", SslHsicModel.VECTOR),
              DataTypes.FIELD("version", DataTypes.BIGINT())));

  private final RowEmbedder embedder;

  private RowEmbedderHarness(RowEmbedder embedder, MeteredTask task) throws Exception {
    super(embedder, task.environment());
    this.embedder = embedder;
  }

  /** One that takes rows of {@link StageTables#PICTURE}. */
  static RowEmbedderHarness of(MeteredTask task) throws Exception {
    return of(task, ImageColumns.SKIP_INVALID);
  }

  /** The same with another answer to images that are not let in. */
  static RowEmbedderHarness of(MeteredTask task, String handleInvalid) throws Exception {
    RowEmbedderHarness harness =
        new RowEmbedderHarness(
            new RowEmbedder(
                new Configuration(),
                new ImageReader(1, 0),
                handleInvalid,
                true,
                StageTables.PICTURE),
            task);
    harness.setup(EMBEDDED.createSerializer(new SerializerConfigImpl()));
    return harness;
  }

  void row(Row row, long timestamp) throws Exception {
    embedder.setKeyContextElement1(new StreamRecord<>(row, timestamp));
    embedder.processElement1(new StreamRecord<>(row, timestamp));
  }

  void data(SnapshotData data) throws Exception {
    embedder.processElement2(new StreamRecord<>(data));
  }

  void rowWatermark(long time) throws Exception {
    embedder.processWatermark1(new Watermark(time));
  }

  void endRows() throws Exception {
    embedder.endInput(1);
  }

  void endData() throws Exception {
    embedder.endInput(2);
  }

  void barrier() throws Exception {
    embedder.prepareSnapshotPreBarrier(1);
  }
}
