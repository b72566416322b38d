package io.hsicflow.operators.ml;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.operators.InputFormatOperatorFactory;
import org.apache.flink.streaming.api.transformations.LegacySourceTransformation;
import org.apache.flink.streaming.api.transformations.WithBoundedness;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.internal.TableImpl;
import org.apache.flink.table.runtime.typeutils.ExternalTypeInfo;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.utils.DataTypeUtils;
import org.apache.flink.types.Row;

/**
 * A table that a stage takes in.
 *
 * @param tables its environment
 * @param rows its rows
 * @param type of a row
 */
record InputTable(StreamTableEnvironment tables, DataStream<Row> rows, DataType type) {

  /**
   * The table as a stream.
   *
   * @throws IllegalArgumentException with a sentence where its environment runs in batches
   */
  static InputTable of(Table table) {
    if (!(((TableImpl) table).getTableEnvironment() instanceof StreamTableEnvironment tables)) {
      throw new IllegalArgumentException(
          "The table is of a TableEnvironment; make it in a StreamTableEnvironment, as all stages of Flink ML need it.");
    }
    if (tables.getConfig().get(ExecutionOptions.RUNTIME_MODE) != RuntimeExecutionMode.STREAMING) {
      throw new IllegalArgumentException(
          "execution.runtime-mode is "
              + tables.getConfig().get(ExecutionOptions.RUNTIME_MODE)
              + ", but model data and images are read side by side: set STREAMING; bounded tables end all the same.");
    }
    DataType type =
        DataTypes.ROW(
            table.getResolvedSchema().getColumns().stream()
                .map(
                    column ->
                        DataTypes.FIELD(
                            column.getName(),
                            DataTypeUtils.removeTimeAttribute(column.getDataType())))
                .toArray(DataTypes.Field[]::new));
    return new InputTable(tables, tables.toDataStream(table, type), type);
  }

  /**
   * The only table of {@code inputs}.
   *
   * @throws IllegalArgumentException with a sentence where there are none or more
   */
  static InputTable single(Object stage, Table... inputs) {
    if (inputs.length != 1) {
      throw new IllegalArgumentException(
          stage.getClass().getSimpleName() + " takes one table, not " + inputs.length + ".");
    }
    return of(inputs[0]);
  }

  /** The columns. */
  List<DataTypes.Field> fields() {
    return DataType.getFields(type);
  }

  /** The place of a column of that name, or -1. */
  int find(String name) {
    return DataType.getFieldNames(type).indexOf(name);
  }

  /**
   * The place of a column of that type.
   *
   * @param wanted the type in words
   * @throws IllegalArgumentException with a sentence where there is none
   */
  int column(String name, String wanted, Predicate<LogicalType> fits) {
    int index = find(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "The table has no column '"
              + name
              + "'; it has "
              + fields().stream().map(DataTypes.Field::getName).collect(Collectors.joining(", "))
              + ".");
    }
    LogicalType found = fields().get(index).getDataType().getLogicalType();
    if (!fits.test(found)) {
      throw new IllegalArgumentException(
          "The column '" + name + "' is " + found + ", but " + wanted + " is needed.");
    }
    return index;
  }

  /** The place of a column of text. */
  int text(String name) {
    return column(name, "STRING", type -> type.is(LogicalTypeFamily.CHARACTER_STRING));
  }

  /** Whether the table ends. */
  boolean isBounded() {
    return isBounded(rows.getTransformation())
        && rows.getTransformation().getTransitivePredecessors().stream()
            .allMatch(InputTable::isBounded);
  }

  private static boolean isBounded(Transformation<?> transformation) {
    return !(transformation instanceof WithBoundedness source)
        || source.getBoundedness() == Boundedness.BOUNDED
        // Values in a query: an input format, which ends, though Flink does not say so.
        || transformation instanceof LegacySourceTransformation<?> legacy
            && legacy.getOperatorFactory() instanceof InputFormatOperatorFactory;
  }

  /**
   * The type of these rows with columns behind.
   *
   * @throws IllegalArgumentException with a sentence where there is a column of such a name
   */
  ExternalTypeInfo<Row> with(List<DataTypes.Field> more) {
    for (DataTypes.Field field : more) {
      if (find(field.getName()) >= 0) {
        throw new IllegalArgumentException(
            "The table has a column '"
                + field.getName()
                + "' already; name the stage's own column otherwise.");
      }
    }
    DataTypes.Field[] all =
        Stream.concat(fields().stream(), more.stream()).toArray(DataTypes.Field[]::new);
    return ExternalTypeInfo.of(DataTypes.ROW(all));
  }
}
