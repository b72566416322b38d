package io.hsicflow.operators.ml;

import io.hsicflow.operators.embedder.LoadedEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.ml.api.Model;
import org.apache.flink.ml.linalg.DenseVector;
import org.apache.flink.ml.linalg.typeinfo.DenseVectorSerializer;
import org.apache.flink.ml.param.Param;
import org.apache.flink.ml.util.ParamUtils;
import org.apache.flink.ml.util.ReadWriteUtils;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.runtime.typeutils.ExternalTypeInfo;
import org.apache.flink.table.types.DataType;
import org.apache.flink.types.Row;

/**
 * Embeds the images of a table, as the job's embedder does: a column of dense vectors, and one of
 * the version of the model data, which is the snapshot's training step. Vectors compare only within
 * one version. Model data are a table of {@link SnapshotData}; where that table goes on, every
 * snapshot takes over from the one before while images go through. Rows that come before the first
 * one wait for it. The gauges {@code ml.model.SslHsicModel.version} and {@code
 * ml.model.SslHsicModel.timestamp} say which one is in use and when it was published.
 */
public final class SslHsicModel implements Model<SslHsicModel>, SslHsicModelParams<SslHsicModel> {

  private static final long serialVersionUID = 1L;

  /**
   * The type of a column of embeddings. The vectors' own type information does not run on this
   * Flink; their serializer does.
   */
  public static final DataType VECTOR =
      DataTypes.RAW(DenseVector.class, new DenseVectorSerializer());

  private final HashMap<Param<?>, Object> params = new HashMap<>();
  private transient Table modelData;

  /** A model without data. */
  public SslHsicModel() {
    ParamUtils.initializeMapWithDefaultValues(params, this);
  }

  /**
   * Embeds the images of one table.
   *
   * @throws IllegalArgumentException with a sentence where a column is missing or of another type,
   *     or one to be added is there
   * @throws IllegalStateException where there are no model data
   */
  @Override
  public Table[] transform(Table... inputs) {
    InputTable table = InputTable.single(this, inputs);
    ImageReader reader = ImageReader.of(table, this);
    if (get(EMBED_PREPROCESS) != null) {
      LoadedEncoder.kindOf(get(EMBED_PREPROCESS));
    }
    ExternalTypeInfo<Row> type = table.with(columns());
    DataStream<Row> embedded =
        table
            .rows()
            .connect(SnapshotTable.stream(data()).broadcast())
            .transform(
                "embed rows",
                type,
                new RowEmbedder(
                    StageSettings.of(this),
                    reader,
                    getHandleInvalid(),
                    getModelVersionCol() != null,
                    table.rows().getType()))
            .setParallelism(table.rows().getParallelism());
    return new Table[] {table.tables().fromDataStream(embedded)};
  }

  private List<DataTypes.Field> columns() {
    List<DataTypes.Field> columns = new ArrayList<>();
    columns.add(DataTypes.FIELD(getOutputCol(), VECTOR));
    if (getModelVersionCol() != null) {
      columns.add(DataTypes.FIELD(getModelVersionCol(), DataTypes.BIGINT()));
    }
    return columns;
  }

  private Table data() {
    if (modelData == null) {
      throw new IllegalStateException(
          "The model has no data: fit SslHsic, load a saved model, or call setModelData.");
    }
    return modelData;
  }

  /** Takes model data; see {@link SnapshotData}. */
  @Override
  public SslHsicModel setModelData(Table... inputs) {
    if (inputs.length != 1) {
      throw new IllegalArgumentException(
          "The model data are one table, not " + inputs.length + ".");
    }
    modelData = inputs[0];
    return this;
  }

  @Override
  public Table[] getModelData() {
    return new Table[] {data()};
  }

  /**
   * Saves params and model data below {@code path}, the data as the safetensors file of the last
   * snapshot that the model's table has; that one is there once the environment has executed.
   */
  @Override
  public void save(String path) throws IOException {
    ReadWriteUtils.saveMetadata(this, path);
    SnapshotTable.stream(data())
        .sinkTo(new SavedSnapshot.Writing(path))
        .name("save model data")
        .setParallelism(1);
  }

  /** Loads what {@link #save} saved; the snapshot itself is read when the environment executes. */
  public static SslHsicModel load(StreamTableEnvironment tables, String path) throws IOException {
    SslHsicModel model = ReadWriteUtils.loadStageParam(path);
    DataStream<SnapshotData> data =
        tables
            .toDataStream(tables.fromValues(path))
            .map(new SavedSnapshot.Reading(), TypeInformation.of(SnapshotData.class))
            .name("load model data")
            .setParallelism(1);
    return model.setModelData(SnapshotTable.of(tables, data));
  }

  @Override
  public Map<Param<?>, Object> getParamMap() {
    return params;
  }
}
