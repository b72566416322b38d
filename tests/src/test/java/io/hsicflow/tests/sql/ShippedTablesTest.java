package io.hsicflow.tests.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.connectors.sql.MessageColumns;
import io.hsicflow.connectors.sql.MessageKind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.TimestampType;
import org.junit.jupiter.api.Test;

/** The tables that are shipped have the columns of the messages, and cannot drift from them. */
class ShippedTablesTest {
  private static final String NOWHERE = "localhost:1";
  private static final Map<String, MessageKind> TABLES =
      Map.of(
          "embeddings", MessageKind.EMBEDDING,
          "evaluations", MessageKind.EVALUATION,
          "dead_letters", MessageKind.DEAD_LETTER,
          "snapshots", MessageKind.SNAPSHOT);

  private final TableEnvironment tables =
      TableEnvironment.create(EnvironmentSettings.inBatchMode());

  @Test
  void everyTableHasTheFieldsOfItsMessageInTheirOrder() throws IOException {
    ShippedSql.statements("hsicflow.sql", NOWHERE).forEach(tables::executeSql);

    assertThat(tables.listTables()).containsExactlyInAnyOrderElementsOf(TABLES.keySet());
    TABLES.forEach(
        (table, message) ->
            assertThat(columns(table))
                .as(table)
                .isEqualTo(
                    message.codec().schema().getFields().stream()
                        .map(field -> field.name() + " " + MessageColumns.typeOf(field).copy(true))
                        .toList()));
  }

  @Test
  void theBrokersOfAllTablesStandInOnePlace() throws IOException {
    assertThat(ShippedSql.statements("hsicflow.sql", NOWHERE))
        .filteredOn(statement -> statement.contains("'properties."))
        .hasSize(1);
  }

  @Test
  void theTableForARegistryHasThemTooWithTimesWithoutAZone() throws IOException {
    ShippedSql.statements("embeddings-registry.sql", NOWHERE).forEach(tables::executeSql);

    assertThat(columns("embeddings"))
        .isEqualTo(
            MessageKind.EMBEDDING.codec().schema().getFields().stream()
                .map(field -> field.name() + " " + withoutZone(MessageColumns.typeOf(field)))
                .toList());
  }

  @Test
  void aColumnThatTheMessageHasNotOrOtherwiseIsASentence() throws IOException {
    for (Map.Entry<String, String> change :
        Map.of("`id` STRING", "`image_id` STRING", "`snapshotStep` BIGINT", "`snapshotStep` INT")
            .entrySet()) {
      TableEnvironment changed = TableEnvironment.create(EnvironmentSettings.inBatchMode());
      for (String statement : ShippedSql.statements("hsicflow.sql", NOWHERE)) {
        changed.executeSql(statement.replace(change.getKey(), change.getValue()));
      }

      assertThatThrownBy(() -> changed.explainSql("SELECT * FROM embeddings"))
          .hasStackTraceContaining(
              change.getValue().contains("image_id")
                  ? "The message Embedding has no field 'image_id'; its fields are id, source,"
                  : "The column 'snapshotStep' of Embedding is declared as INT, but is BIGINT");
    }
  }

  private static LogicalType withoutZone(LogicalType type) {
    return type.is(LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE)
        ? new TimestampType(3)
        : type.copy(true);
  }

  /** The columns that are in the value. */
  private List<String> columns(String table) {
    return tables.from(table).getResolvedSchema().getColumns().stream()
        .filter(Column::isPhysical)
        .filter(column -> !column.getName().equals("kafka_key"))
        .map(column -> column.getName() + " " + column.getDataType().getLogicalType())
        .toList();
  }
}
