package io.hsicflow.connectors.sql;

import io.hsicflow.schemas.message.MessageCodec;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/**
 * The columns that a message has in a table, and a message as a row of some of them. Texts are
 * STRING, bytes BYTES, times TIMESTAMP_LTZ(3), arrays of numbers ARRAY, maps MAP.
 */
public final class MessageColumns {

  private final int[] positions;
  private final List<Function<Object, Object>> conversions;

  private record Column(LogicalType type, Function<Object, Object> conversion) {
    static Column of(DataType type, Function<Object, Object> conversion) {
      return new Column(type.getLogicalType(), conversion);
    }
  }

  /**
   * Some columns of a message.
   *
   * @throws ValidationException with a sentence where one is no field of it, or of another type
   */
  MessageColumns(MessageCodec<?> message, RowType columns) {
    Schema schema = message.schema();
    positions = new int[columns.getFieldCount()];
    conversions =
        columns.getFields().stream()
            .map(field -> column(schema, field.getName(), field.getType()).conversion())
            .toList();
    for (int i = 0; i < positions.length; i++) {
      positions[i] = schema.getField(columns.getFieldNames().get(i)).pos();
    }
  }

  /** The type of the column that a field has; null values are possible where the field has them. */
  public static LogicalType typeOf(Schema.Field field) {
    return column(field.schema()).type();
  }

  /** The row of a message. */
  RowData row(SpecificRecordBase message) {
    GenericRowData row = new GenericRowData(positions.length);
    for (int i = 0; i < positions.length; i++) {
      Object value = message.get(positions[i]);
      row.setField(i, value == null ? null : conversions.get(i).apply(value));
    }
    return row;
  }

  private static Column column(Schema message, String name, LogicalType declared) {
    Schema.Field field = message.getField(name);
    if (field == null) {
      throw new ValidationException(
          "The message "
              + message.getName()
              + " has no field '"
              + name
              + "'; its fields are "
              + message.getFields().stream()
                  .map(Schema.Field::name)
                  .collect(Collectors.joining(", "))
              + ". What Kafka says of a record are metadata columns.");
    }
    Column column = column(field.schema());
    boolean isNull = column.type().isNullable();
    if (!column.type().copy(true).equals(declared.copy(true)) || isNull && !declared.isNullable()) {
      throw new ValidationException(
          "The column '"
              + name
              + "' of "
              + message.getName()
              + " is declared as "
              + declared.asSummaryString()
              + ", but is "
              + column.type().asSummaryString()
              + ".");
    }
    return column;
  }

  private static Column column(Schema schema) {
    if (schema.getType() == Schema.Type.UNION) {
      Schema some =
          schema.getTypes().stream()
              .filter(branch -> branch.getType() != Schema.Type.NULL)
              .findFirst()
              .orElseThrow();
      Column column = column(some);
      return new Column(column.type().copy(true), column.conversion());
    }
    Column column = nonNull(schema);
    return new Column(column.type().copy(false), column.conversion());
  }

  private static Column nonNull(Schema schema) {
    return switch (schema.getType()) {
      case STRING -> Column.of(DataTypes.STRING(), MessageColumns::text);
      case BYTES -> Column.of(DataTypes.BYTES(), value -> bytes((ByteBuffer) value));
      case INT -> Column.of(DataTypes.INT(), value -> value);
      case LONG ->
          schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
              ? Column.of(
                  DataTypes.TIMESTAMP_LTZ(3), value -> TimestampData.fromInstant((Instant) value))
              : Column.of(DataTypes.BIGINT(), value -> value);
      case FLOAT -> Column.of(DataTypes.FLOAT(), value -> value);
      case DOUBLE -> Column.of(DataTypes.DOUBLE(), value -> value);
      case ARRAY -> array(nonNull(schema.getElementType()));
      case MAP -> map(nonNull(schema.getValueType()));
      default ->
          throw new IllegalArgumentException(
              "There is no column for " + schema.getType() + "; add one to MessageColumns.");
    };
  }

  private static Column array(Column element) {
    return new Column(
        new ArrayType(element.type().copy(true)),
        value ->
            new GenericArrayData(
                ((List<?>) value).stream().map(element.conversion()).toArray(Object[]::new)));
  }

  private static Column map(Column entry) {
    return new Column(
        new MapType(DataTypes.STRING().getLogicalType(), entry.type().copy(true)),
        value -> {
          Map<Object, Object> entries = new HashMap<>();
          ((Map<?, ?>) value)
              .forEach((key, of) -> entries.put(text(key), entry.conversion().apply(of)));
          return new GenericMapData(entries);
        });
  }

  private static StringData text(Object value) {
    return StringData.fromString(value.toString());
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
