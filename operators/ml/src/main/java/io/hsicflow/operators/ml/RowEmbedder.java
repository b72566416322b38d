package io.hsicflow.operators.ml;

import io.hsicflow.operators.clock.SystemClock;
import io.hsicflow.operators.embedder.BatchEmbedding;
import io.hsicflow.operators.gate.Gate;
import io.hsicflow.operators.gate.StandaloneGate;
import io.hsicflow.schemas.record.GateResult;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.ml.common.metrics.MLMetrics;
import org.apache.flink.ml.linalg.DenseVector;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamElement;
import org.apache.flink.streaming.runtime.streamrecord.StreamElementSerializer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.types.Row;

/**
 * Embeds rows, the first input, with the newest of the model data, the second. Rows that come
 * before any model data wait, undecoded, in the state; the model data in use are part of the state
 * too. Event time is that of the rows alone: model data come when they come.
 */
final class RowEmbedder extends AbstractStreamOperator<Row>
    implements TwoInputStreamOperator<Row, SnapshotData, Row>, BoundedMultiInput {

  private static final long serialVersionUID = 1L;
  private static final int ROWS = 1;
  private static final Integer ONLY = 0;

  private final Configuration settings;
  private final ImageReader reader;
  private final String handleInvalid;
  private final boolean versioned;
  private final TypeInformation<Row> rowType;

  private transient ListState<StreamElement> waitingState;
  private transient BroadcastState<Integer, SnapshotData> dataState;
  private transient List<StreamRecord<Row>> waiting;
  private transient Watermark heldWatermark;
  private transient BatchEmbedding<StreamRecord<Row>> embedding;
  private transient StandaloneGate gate;
  private transient int gateSize;
  private transient RefusedRows refused;
  private transient boolean rowsEnded;
  private transient boolean dataEnded;
  private transient long rows;
  private transient volatile long version;
  private transient volatile long timestamp;

  RowEmbedder(
      Configuration settings,
      ImageReader reader,
      String handleInvalid,
      boolean versioned,
      TypeInformation<Row> rowType) {
    this.settings = settings;
    this.reader = reader;
    this.handleInvalid = handleInvalid;
    this.versioned = versioned;
    this.rowType = rowType;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    waitingState =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>(
                    "waiting",
                    new StreamElementSerializer<>(
                        rowType.createSerializer(getExecutionConfig().getSerializerConfig()))));
    dataState =
        context
            .getOperatorStateStore()
            .getBroadcastState(
                new MapStateDescriptor<>(
                    "model data", Types.INT, TypeInformation.of(SnapshotData.class)));
    waiting = new ArrayList<>();
    for (StreamElement row : waitingState.get()) {
      waiting.add(row.asRecord());
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    version = -1;
    timestamp = -1;
    MetricGroup ml = getMetricGroup().addGroup(MLMetrics.ML_GROUP);
    refused = new RefusedRows(handleInvalid, ml);
    MetricGroup model = ml.addGroup(MLMetrics.ML_MODEL_GROUP, SslHsicModel.class.getSimpleName());
    model.gauge(MLMetrics.VERSION, (Gauge<Long>) () -> version);
    model.gauge(MLMetrics.TIMESTAMP, (Gauge<Long>) () -> timestamp);
    embedding =
        new BatchEmbedding<>(settings, getRuntimeContext(), getProcessingTimeService(), this::emit);
    SnapshotData restored = dataState.get(ONLY);
    if (restored != null) {
      use(restored);
    }
  }

  @Override
  public void processElement1(StreamRecord<Row> element) throws Exception {
    // The element itself is the task's, which uses it again.
    StreamRecord<Row> row = element.copy(element.getValue());
    if (embedding.encoder() == null) {
      waiting.add(row);
    } else {
      embed(row);
    }
  }

  @Override
  public void processElement2(StreamRecord<SnapshotData> element) throws Exception {
    dataState.put(ONLY, element.getValue());
    use(element.getValue());
    for (StreamRecord<Row> row : waiting) {
      embed(row);
    }
    waiting.clear();
    if (heldWatermark != null) {
      Watermark held = heldWatermark;
      heldWatermark = null;
      processWatermark1(held);
    }
    if (rowsEnded) {
      embedding.flush();
    }
  }

  private void use(SnapshotData data) throws Exception {
    embedding.use(data.read());
    version = data.step();
    timestamp = data.publishedAt();
    int size = embedding.encoder().encoder().inputSize();
    if (size != gateSize) {
      closeGate();
      gate = Gate.standalone(settings, ImageReader.format(), size, new SystemClock());
      gateSize = size;
    }
  }

  private void embed(StreamRecord<Row> row) throws InterruptedException {
    int task = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    GateResult verdict = gate.verdict(reader.record(row.getValue(), task, rows++));
    if (verdict.isAccepted()) {
      embedding.add(verdict.accepted(), row);
      return;
    }
    refused.refused(verdict.rejected());
    if (handleInvalid.equals(ImageColumns.KEEP_INVALID)) {
      emit(row, (DenseVector) null);
    }
  }

  private void emit(StreamRecord<Row> row, float[] vector) {
    double[] values = new double[vector.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = vector[i];
    }
    emit(row, new DenseVector(values));
  }

  private void emit(StreamRecord<Row> row, DenseVector vector) {
    Row more = versioned ? Row.of(vector, embedding.encoder().step()) : Row.of(vector);
    output.collect(row.copy(Row.join(row.getValue(), more)));
  }

  @Override
  public void processWatermark1(Watermark watermark) throws Exception {
    if (embedding.encoder() == null && !waiting.isEmpty()) {
      heldWatermark = watermark;
      return;
    }
    embedding.flush();
    processWatermark(watermark);
  }

  @Override
  public void processWatermark2(Watermark watermark) {
    // Model data have no event time.
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    embedding.flush();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    waitingState.update(List.copyOf(waiting));
  }

  @Override
  public void endInput(int input) {
    rowsEnded |= input == ROWS;
    dataEnded |= input != ROWS;
    if (dataEnded && !waiting.isEmpty()) {
      throw new IllegalStateException(
          "The model data ended without a snapshot, and "
              + waiting.size()
              + " rows or more cannot be embedded: give a table with at least one row.");
    }
    if (rowsEnded) {
      embedding.flush();
    }
  }

  private void closeGate() {
    if (gate != null) {
      gate.close();
    }
  }

  @Override
  public void close() throws Exception {
    try {
      closeGate();
      if (embedding != null) {
        embedding.close();
      }
    } finally {
      super.close();
    }
  }
}
