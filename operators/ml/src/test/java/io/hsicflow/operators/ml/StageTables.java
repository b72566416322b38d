package io.hsicflow.operators.ml;

import io.hsicflow.model.network.Stem;
import io.hsicflow.operators.ml.example.DrawnPictures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** Tables of drawn pictures, and stages small enough for tests. */
@SuppressWarnings("try") // Flink's iterators throw what they like on closing
final class StageTables {
  static final int BATCH = 8;
  static final int SIZE = 16;
  static final TypeInformation<Row> PICTURE =
      Types.ROW_NAMED(
          new String[] {"id", "image"}, Types.STRING, Types.PRIMITIVE_ARRAY(Types.BYTE));

  final StreamExecutionEnvironment env;
  final StreamTableEnvironment tables;

  StageTables() {
    env = StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
    env.setParallelism(2);
    tables = StreamTableEnvironment.create(env);
  }

  static Row picture(int number) {
    return Row.of(String.valueOf(number), DrawnPictures.png(number));
  }

  static Row[] someRows(int count) {
    return IntStream.range(0, count).mapToObj(StageTables::picture).toArray(Row[]::new);
  }

  /** A table with the columns {@code id} and {@code image}. */
  Table pictures(Row... rows) {
    return tables.fromDataStream(env.fromData(List.of(rows)).returns(PICTURE));
  }

  /** An estimator of a tiny network. */
  static SslHsic small(String snapshots) {
    return new SslHsic()
        .setInputCol("image")
        .setIdCol("id")
        .setOutputCol("embedding")
        .set(SslHsic.SNAPSHOT_FOLDER, snapshots)
        .set(SslHsic.WARMUP_STEPS, 1L)
        .set(SslHsic.PEAK_RATE, 0.5)
        .set(SslHsic.BATCH, BATCH)
        .set(SslHsic.SIZE, SIZE)
        .set(SslHsic.STEM, Stem.CIFAR)
        .set(SslHsic.WIDTH, 4)
        .set(SslHsic.HIDDEN, 16)
        .set(SslHsic.OUTPUT, 8)
        .set(SslHsic.THREADS, 1);
  }

  static List<Row> collect(Table table) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> results = table.execute().collect()) {
      results.forEachRemaining(rows::add);
    }
    return rows;
  }
}
