package io.hsicflow.connectors.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.schemas.avro.DeadLetter;
import io.hsicflow.schemas.avro.Evaluation;
import io.hsicflow.schemas.avro.Image;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageColumnsTest {

  @ParameterizedTest
  @EnumSource
  void everyFieldOfEveryMessageHasAColumn(MessageKind message) {
    RowType columns = columns(message.codec().schema());

    assertThat(columns.getFieldNames())
        .isEqualTo(message.codec().schema().getFields().stream().map(Schema.Field::name).toList());
    assertThat(new MessageColumns(message.codec(), columns)).isNotNull();
  }

  @Test
  void aDeadLetterIsARowWithItsBytesAndWithNullsWhereItHasNone() {
    RowData row =
        row(
            MessageKind.DEAD_LETTER,
            DeadLetter.newBuilder()
                .setTopic("images")
                .setPartition(3)
                .setOffset(17)
                .setTimestamp(Instant.ofEpochMilli(-1))
                .setReasonCode("damaged")
                .setMessage("It ends too early.")
                .setValue(ByteBuffer.wrap(new byte[] {0, 7, 9}, 1, 2))
                .setKeySize(-1)
                .setValueSize(2)
                .build());

    assertThat(row.getString(0)).hasToString("images");
    assertThat(row.getInt(1)).isEqualTo(3);
    assertThat(row.getLong(2)).isEqualTo(17);
    assertThat(row.getTimestamp(3, 3).getMillisecond()).isEqualTo(-1);
    assertThat(row.isNullAt(6)).isTrue();
    assertThat(row.getBinary(7)).containsExactly(7, 9);
    assertThat(row.isNullAt(10)).isTrue();
  }

  @Test
  void mapsAndBytesOfAnImageAndTheFiguresOfAnEvaluationAreThere() {
    RowData image =
        row(
            MessageKind.IMAGE,
            Image.newBuilder()
                .setId("a")
                .setCapturedAt(Instant.ofEpochMilli(5))
                .setAttributes(Map.of("split", "test"))
                .setImage(ByteBuffer.wrap(new byte[] {1}))
                .build());
    RowData evaluation =
        row(
            MessageKind.EVALUATION,
            Evaluation.newBuilder()
                .setName("knn")
                .setSnapshotStep(4)
                .setSnapshotDigest("00")
                .setImagesSeen(9)
                .setEvaluatedAt(Instant.EPOCH)
                .setImages(2)
                .setMetrics(Map.of("top1", 0.5))
                .build());

    assertThat(image.getMap(4).keyArray().getString(0)).isEqualTo(StringData.fromString("split"));
    assertThat(image.getMap(4).valueArray().getString(0)).isEqualTo(StringData.fromString("test"));
    assertThat(image.getBinary(5)).containsExactly(1);
    assertThat(evaluation.getMap(6).valueArray().getDouble(0)).isEqualTo(0.5);
  }

  private static RowData row(MessageKind message, SpecificRecordBase value) {
    return new MessageColumns(message.codec(), columns(message.codec().schema())).row(value);
  }

  /** A table of all fields. */
  private static RowType columns(Schema schema) {
    return RowType.of(
        schema.getFields().stream().map(MessageColumns::typeOf).toArray(LogicalType[]::new),
        schema.getFields().stream().map(Schema.Field::name).toArray(String[]::new));
  }
}
