package io.hsicflow.operators.ml;

import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.runtime.typeutils.ExternalTypeInfo;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.types.Row;

/** {@link SnapshotData} as a table, and back. */
public final class SnapshotTable {

  private static final String STEP = "step";
  private static final String DIGEST = "digest";
  private static final String PUBLISHED_AT = "publishedAt";
  private static final String SNAPSHOT = "snapshot";

  private static final DataType TYPE =
      DataTypes.ROW(
          DataTypes.FIELD(STEP, DataTypes.BIGINT().notNull()),
          DataTypes.FIELD(DIGEST, DataTypes.STRING().notNull()),
          DataTypes.FIELD(PUBLISHED_AT, DataTypes.TIMESTAMP_LTZ(3).notNull()),
          DataTypes.FIELD(SNAPSHOT, DataTypes.BYTES().notNull()));

  private SnapshotTable() {}

  /** A table of model data, as long as the stream. */
  public static Table of(StreamTableEnvironment tables, DataStream<SnapshotData> snapshots) {
    return tables.fromDataStream(
        snapshots
            .map(
                data ->
                    Row.of(
                        data.step(),
                        data.digest(),
                        Instant.ofEpochMilli(data.publishedAt()),
                        data.snapshot()),
                ExternalTypeInfo.of(TYPE))
            .name("model data table")
            .setParallelism(snapshots.getParallelism()));
  }

  /**
   * The model data of a table.
   *
   * @throws IllegalArgumentException with a sentence where it lacks a column, or one is of another
   *     type
   */
  static DataStream<SnapshotData> stream(Table table) {
    InputTable input = InputTable.of(table);
    int step = input.column(STEP, "BIGINT", type -> type.is(LogicalTypeRoot.BIGINT));
    int digest = input.text(DIGEST);
    int publishedAt =
        input.column(
            PUBLISHED_AT,
            "TIMESTAMP_LTZ(3)",
            type -> type.is(LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE));
    int snapshot =
        input.column(SNAPSHOT, "BYTES", type -> type.is(LogicalTypeFamily.BINARY_STRING));
    return input
        .rows()
        .map(
            row ->
                new SnapshotData(
                    row.<Long>getFieldAs(step),
                    row.getFieldAs(digest),
                    row.<Instant>getFieldAs(publishedAt).toEpochMilli(),
                    row.getFieldAs(snapshot)),
            TypeInformation.of(SnapshotData.class))
        .name("model data")
        .setParallelism(input.rows().getParallelism());
  }
}
