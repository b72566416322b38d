package io.hsicflow.operators.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.ml.linalg.DenseVector;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.runtime.typeutils.ExternalTypeInfo;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;

class NearestNeighboursTest {
  private static final TypeInformation<Row> TYPE =
      ExternalTypeInfo.of(
          DataTypes.ROW(
              DataTypes.FIELD("id", DataTypes.STRING()),
              DataTypes.FIELD("label", DataTypes.STRING()),
              DataTypes.FIELD("features", SslHsicModel.VECTOR)));

  private final StageTables stage = new StageTables();

  @Test
  void rowsWithoutALabelGetTheClassOfTheirNeighbours() throws Exception {
    Table rows =
        table(
            row("a", "up", 0, 1),
            row("b", "up", 0.1, 2),
            row("c", "right", 1, 0),
            row("d", null, 0.2, 3),
            row("e", null, 5, 0.1),
            Row.of("f", null, null));

    Map<String, String> predictions = new HashMap<>();
    for (Row row :
        StageTables.collect(
            new NearestNeighbours().set(NearestNeighbours.K, 1).transform(rows)[0])) {
      predictions.put(row.getFieldAs("id"), row.getFieldAs("prediction"));
    }

    assertThat(predictions)
        .hasSize(6)
        .containsEntry("d", "up")
        .containsEntry("e", "right")
        .containsEntry("a", null)
        .containsEntry("f", null);
  }

  @Test
  void aTableWithoutVectorsOrLabelsIsASentence() {
    assertThatThrownBy(
            () ->
                new NearestNeighbours()
                    .setFeaturesCol("image")
                    .setLabelCol("id")
                    .transform(stage.pictures(StageTables.picture(1))))
        .hasMessage("The column 'image' is BYTES, but a column of DenseVector is needed.");
    assertThatThrownBy(
            () ->
                StageTables.collect(
                    new NearestNeighbours().transform(table(row("a", null, 1, 1)))[0]))
        .hasStackTraceContaining("None of the 1 rows has a label");
  }

  private Table table(Row... rows) {
    return stage.tables.fromDataStream(stage.env.fromData(TYPE, rows));
  }

  private static Row row(String id, String label, double... features) {
    return Row.of(id, label, new DenseVector(features));
  }
}
