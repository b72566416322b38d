package io.hsicflow.operators.ml;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.ml.api.AlgoOperator;
import org.apache.flink.ml.linalg.DenseVector;
import org.apache.flink.ml.param.Param;
import org.apache.flink.ml.util.ParamUtils;
import org.apache.flink.ml.util.ReadWriteUtils;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.runtime.typeutils.ExternalTypeInfo;
import org.apache.flink.types.Row;

/**
 * Gives the rows of a bounded table that have no label the class for which their nearest neighbours
 * among the labelled rows vote, by cosine, as the job's evaluator does ({@code evaluation.k},
 * {@code evaluation.temperature}). All rows gather in one task.
 */
public final class NearestNeighbours
    implements AlgoOperator<NearestNeighbours>, NeighbourParams<NearestNeighbours> {

  private static final long serialVersionUID = 1L;

  private final HashMap<Param<?>, Object> params = new HashMap<>();

  /** A vote with the options' defaults. */
  public NearestNeighbours() {
    ParamUtils.initializeMapWithDefaultValues(params, this);
  }

  /**
   * Adds the column of predicted classes to one table.
   *
   * @throws IllegalArgumentException with a sentence where a column is missing or of another type,
   *     one to be added is there, or the table does not end
   */
  @Override
  public Table[] transform(Table... inputs) {
    InputTable table = InputTable.single(this, inputs);
    int features =
        table.column(
            getFeaturesCol(),
            "a column of DenseVector",
            type -> type.getDefaultConversion() == DenseVector.class);
    int label = table.text(getLabelCol());
    if (!table.isBounded()) {
      throw new IllegalArgumentException(
          "The table does not end, and the vote is on whole tables: give a bounded one.");
    }
    ExternalTypeInfo<Row> type =
        table.with(List.of(DataTypes.FIELD(getPredictionCol(), DataTypes.STRING())));
    DataStream<Row> voted =
        table
            .rows()
            .transform(
                "nearest neighbours",
                type,
                new NeighbourOperator(features, label, get(K), get(TEMPERATURE)))
            .setParallelism(1);
    return new Table[] {table.tables().fromDataStream(voted)};
  }

  @Override
  public void save(String path) throws IOException {
    ReadWriteUtils.saveMetadata(this, path);
  }

  /** Loads what {@link #save} saved. */
  public static NearestNeighbours load(StreamTableEnvironment tables, String path)
      throws IOException {
    return ReadWriteUtils.loadStageParam(path);
  }

  @Override
  public Map<Param<?>, Object> getParamMap() {
    return params;
  }
}
