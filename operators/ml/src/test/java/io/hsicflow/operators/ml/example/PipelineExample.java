package io.hsicflow.operators.ml.example;

import io.hsicflow.model.network.Stem;
import io.hsicflow.operators.ml.NearestNeighbours;
import io.hsicflow.operators.ml.SslHsic;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.ml.builder.Pipeline;
import org.apache.flink.ml.builder.PipelineModel;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/**
 * Trains an encoder on pictures without labels, saves the fitted pipeline, loads it, and lets the
 * few labelled pictures vote on the others by their embeddings.
 */
@SuppressWarnings("try") // Flink's iterators throw what they like on closing
public final class PipelineExample {
  private static final int PICTURES = 120;
  private static final int LABELLED = 30;

  private PipelineExample() {}

  /** Runs it in a folder of its own: {@code PipelineExample [STEPS]}. */
  public static void main(String[] arguments) throws Exception {
    long steps = arguments.length > 0 ? Long.parseLong(arguments[0]) : 30;
    run(Files.createTempDirectory("hsicflow-ml-"), steps, System.out);
  }

  /**
   * Runs it.
   *
   * @return the share of unlabelled pictures whose class is found
   */
  static double run(Path folder, long steps, PrintStream out) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    StreamTableEnvironment tables = StreamTableEnvironment.create(env);
    String saved = folder.resolve("model").toUri().toString();

    SslHsic sslHsic =
        new SslHsic()
            .setInputCol("image")
            .setIdCol("id")
            .setOutputCol("embedding")
            .set(SslHsic.SNAPSHOT_FOLDER, folder.resolve("snapshots").toUri().toString())
            .set(SslHsic.STEPS, steps)
            .set(SslHsic.WARMUP_STEPS, 3L)
            .set(SslHsic.BATCH, 24)
            .set(SslHsic.SIZE, 16)
            .set(SslHsic.STEM, Stem.CIFAR)
            .set(SslHsic.WIDTH, 8)
            .set(SslHsic.HIDDEN, 64)
            .set(SslHsic.OUTPUT, 32);
    NearestNeighbours neighbours =
        new NearestNeighbours()
            .setFeaturesCol("embedding")
            .setLabelCol("label")
            .set(NearestNeighbours.K, 5);

    PipelineModel model =
        new Pipeline(List.of(sslHsic, neighbours)).fit(pictures(env, tables, PICTURES));
    model.save(saved);
    env.execute("fit and save");

    Table[] classified =
        PipelineModel.load(tables, saved).transform(pictures(env, tables, PICTURES));
    int asked = 0;
    int right = 0;
    try (CloseableIterator<Row> rows = classified[0].execute().collect()) {
      while (rows.hasNext()) {
        Row row = rows.next();
        if (row.getField("label") != null) {
          continue;
        }
        int number = Integer.parseInt(row.getFieldAs("id"));
        if (asked < 5) {
          out.printf(
              "picture %d (%s): %s, embedded by version %s%n",
              number,
              DrawnPictures.kind(number),
              row.getField("prediction"),
              row.getField("version"));
        }
        asked++;
        right += DrawnPictures.kind(number).equals(row.getField("prediction")) ? 1 : 0;
      }
    }
    out.printf("%d of %d classes found; saved in %s%n", right, asked, saved);
    return (double) right / asked;
  }

  /** A table of pictures, of which some have their class. */
  private static Table pictures(
      StreamExecutionEnvironment env, StreamTableEnvironment tables, int count) {
    Row[] rows =
        IntStream.range(0, count)
            .mapToObj(
                number ->
                    Row.of(
                        String.valueOf(number),
                        DrawnPictures.png(number),
                        number < LABELLED ? DrawnPictures.kind(number) : null))
            .toArray(Row[]::new);
    return tables.fromDataStream(
        env.fromData(List.of(rows))
            .returns(
                Types.ROW_NAMED(
                    new String[] {"id", "image", "label"},
                    Types.STRING,
                    Types.PRIMITIVE_ARRAY(Types.BYTE),
                    Types.STRING)));
  }
}
