package io.hsicflow.operators.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.operators.clock.SystemClock;
import io.hsicflow.operators.embedder.EmbedOptions;
import io.hsicflow.operators.embedder.Embedder;
import io.hsicflow.operators.gate.Gate;
import io.hsicflow.operators.gate.GateStreams;
import io.hsicflow.operators.snapshot.SnapshotPointer;
import io.hsicflow.operators.snapshot.SnapshotStore;
import io.hsicflow.schemas.record.EmbeddedImage;
import io.hsicflow.schemas.record.RawRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.ml.builder.Pipeline;
import org.apache.flink.ml.builder.PipelineModel;
import org.apache.flink.ml.linalg.DenseVector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.api.Table;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One training, saved, and what its model then does. */
@SuppressWarnings("try") // Flink's iterators throw what they like on closing
class SslHsicITCase {
  private static final int PICTURES = 12;
  private static final long STEPS = 5;

  @TempDir private static Path folder;
  private static SnapshotStore snapshots;
  private static String saved;

  private final StageTables stage = new StageTables();

  /** 12 pictures, of which 5 steps of 8 images take more than three passes. */
  @BeforeAll
  static void trainAndSave() throws Exception {
    StageTables stage = new StageTables();
    snapshots = new SnapshotStore(folder.resolve("snapshots").toString());
    saved = folder.resolve("model").toString();
    SslHsic sslHsic =
        StageTables.small(snapshots.folder())
            .set(SslHsic.STEPS, STEPS)
            .set(SslHsic.SNAPSHOT_INITIAL, true)
            .set(SslHsic.SNAPSHOT_EVERY_STEPS, 2L);
    PipelineModel model =
        new Pipeline(List.of(sslHsic)).fit(stage.pictures(StageTables.someRows(PICTURES)));
    model.save(saved);
    stage.env.execute();
  }

  @Test
  void aBoundedTableIsTrainedOnUntilTheStepsAreDone() throws Exception {
    SnapshotPointer newest = snapshots.newest().orElseThrow();
    assertThat(newest.step()).isEqualTo(STEPS);
    assertThat(snapshots.read(newest).metadata().images()).isEqualTo(STEPS * StageTables.BATCH);
    assertThat(snapshots.fileNames()).hasSize(4).anyMatch(name -> name.startsWith("step-0-"));
    assertThat(weights(0)).isNotEqualTo(weights(STEPS));
  }

  @Test
  void theSavedModelIsTheLastSnapshotAndEmbedsAsTheEmbedderOfTheJobDoes() throws Exception {
    Row[] rows = StageTables.someRows(PICTURES);
    Map<String, float[]> expected = embedder(rows);

    List<Row> embedded = StageTables.collect(embed(saved, rows));
    List<Row> again = StageTables.collect(embed(saved, rows));

    assertThat(embedded).hasSize(PICTURES);
    for (Row row : embedded) {
      assertThat(row.getField("version")).isEqualTo(STEPS);
      assertThat(vector(row)).isEqualTo(doubles(expected.get(row.<String>getFieldAs("id"))));
    }
    assertThat(byId(again)).isEqualTo(byId(embedded));
  }

  @Test
  void aRowThatTheGateRefusesMayGoThroughWithoutAnEmbedding() throws Exception {
    Row[] rows = {
      StageTables.picture(1), Row.of("bad", new byte[] {1, 2, 3}), Row.of("none", null)
    };

    List<Row> kept =
        StageTables.collect(
            model().setHandleInvalid(SslHsicModel.KEEP_INVALID).transform(stage.pictures(rows))[0]);

    assertThat(kept).hasSize(3);
    assertThat(kept)
        .allSatisfy(
            row ->
                assertThat(row.getField("embedding") == null)
                    .isEqualTo(!"1".equals(row.getField("id"))));
  }

  @Test
  void modelDataAreATableThatAnybodyCanMake() throws Exception {
    SnapshotPointer newest = snapshots.newest().orElseThrow();
    DataStream<SnapshotData> data =
        stage.env.fromData(
            TypeInformation.of(SnapshotData.class), SnapshotData.of(snapshots.read(newest), 77));

    SslHsicModel model = model().setModelData(SnapshotTable.of(stage.tables, data));

    assertThat(StageTables.collect(model.getModelData()[0]))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.getField("step")).isEqualTo(STEPS);
              assertThat(row.getField("digest")).isEqualTo(newest.digest());
              assertThat(row.<Instant>getFieldAs("publishedAt").toEpochMilli()).isEqualTo(77);
            });
  }

  @Test
  void anUnboundedTableGivesASnapshotAfterAnother() throws Exception {
    Table pictures =
        stage.tables.fromDataStream(
            stage.env.fromSource(
                new EndlessPictures(), WatermarkStrategy.noWatermarks(), "pictures"));
    SslHsic sslHsic =
        StageTables.small(folder.resolve("for-ever").toString())
            .setHandleInvalid(SslHsic.SKIP_INVALID)
            .set(SslHsic.SNAPSHOT_EVERY_STEPS, 2L);

    List<Long> steps = new ArrayList<>();
    try (CloseableIterator<Row> data =
        sslHsic.fit(pictures).getModelData()[0].execute().collect()) {
      while (steps.size() < 3) {
        steps.add(data.next().getFieldAs("step"));
      }
    }

    assertThat(steps).containsExactly(2L, 4L, 6L);
    assertThatThrownBy(() -> sslHsic.setPasses(2).fit(pictures))
        .hasMessageContaining("the table does not end");
  }

  @Test
  void anImageThatIsNotLetInEndsATrainingThatWasNotToldOtherwise() {
    SslHsicModel model =
        StageTables.small(folder.resolve("bad").toString())
            .fit(stage.pictures(Row.of("bad", new byte[] {1, 2, 3})));

    assertThatThrownBy(() -> StageTables.collect(model.getModelData()[0]))
        .hasStackTraceContaining("The image of row 0 ('bad') is not let in (");
  }

  @Test
  void columnsThatAreNotThereOrOfAnotherTypeAreSentences() throws Exception {
    Table pictures = stage.pictures(StageTables.picture(1));
    SslHsic sslHsic = StageTables.small(snapshots.folder());

    assertThatThrownBy(() -> sslHsic.setInputCol("img").fit(pictures))
        .hasMessage("The table has no column 'img'; it has id, image.");
    assertThatThrownBy(() -> sslHsic.setInputCol("id").fit(pictures))
        .hasMessage("The column 'id' is STRING, but BYTES is needed.");
    assertThatThrownBy(() -> model().setOutputCol("id").transform(pictures))
        .hasMessageContaining("has a column 'id' already");
    assertThatThrownBy(() -> new SslHsic().setInputCol("image").fit(pictures))
        .hasMessageContaining("snapshot.folder is not set");
    assertThatThrownBy(() -> new SslHsicModel().setInputCol("image").transform(pictures))
        .hasMessageContaining("The model has no data");
  }

  @Test
  void tooFewImagesForAStepAreASentence() {
    SslHsicModel model =
        StageTables.small(folder.resolve("few").toString())
            .fit(stage.pictures(StageTables.someRows(3)));

    assertThatThrownBy(() -> StageTables.collect(model.getModelData()[0]))
        .hasStackTraceContaining("too few images for one step, which is learner.batch = 8");
  }

  private SslHsicModel model() throws Exception {
    return SslHsicModel.load(stage.tables, saved + "/stages/0");
  }

  private Table embed(String path, Row... rows) throws Exception {
    return PipelineModel.load(stage.tables, path).transform(stage.pictures(rows))[0];
  }

  /** What the job's own gate and embedder make of the same pictures with the newest snapshot. */
  private Map<String, float[]> embedder(Row[] rows) throws Exception {
    List<RawRecord> records = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      records.add(new ImageReader(1, 0).record(rows[i], 0, i));
    }
    Configuration settings = new Configuration();
    settings.set(EmbedOptions.BATCH, 5);
    DataStream<RawRecord> source =
        stage.env.fromData(records).returns(TypeInformation.of(RawRecord.class)).setParallelism(1);
    GateStreams gate =
        Gate.open(
            source, settings, ImageReader.format(), "embed", StageTables.SIZE, new SystemClock());
    Map<String, float[]> vectors = new HashMap<>();
    try (CloseableIterator<EmbeddedImage> embedded =
        Embedder.embed(gate.images(), settings, snapshots.folder(), new SystemClock())
            .executeAndCollect()) {
      embedded.forEachRemaining(image -> vectors.put(image.id(), image.vector()));
    }
    assertThat(vectors).hasSize(rows.length);
    return vectors;
  }

  private static float[] weights(long step) throws Exception {
    String digest =
        snapshots.fileNames().stream()
            .filter(name -> name.startsWith("step-" + step + "-"))
            .flatMap(name -> SnapshotStore.digestOf(name).stream())
            .findFirst()
            .orElseThrow();
    EncoderSnapshot snapshot = snapshots.read(snapshots.find(digest).orElseThrow());
    return snapshot.tensors().get("conv1.weight").values();
  }

  private static Map<String, List<Double>> byId(List<Row> rows) {
    Map<String, List<Double>> vectors = new HashMap<>();
    for (Row row : rows) {
      vectors.put(row.getFieldAs("id"), Arrays.stream(vector(row)).boxed().toList());
    }
    return vectors;
  }

  private static double[] vector(Row row) {
    return row.<DenseVector>getFieldAs("embedding").values;
  }

  private static double[] doubles(float[] vector) {
    double[] values = new double[vector.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = vector[i];
    }
    return values;
  }

  /** Pictures, and one that is none, without an end. */
  private static final class EndlessPictures extends DataGeneratorSource<Row> {
    private static final long serialVersionUID = 1L;

    EndlessPictures() {
      super(
          number ->
              number == 2
                  ? Row.of("bad", new byte[] {1})
                  : StageTables.picture((int) (number % PICTURES)),
          Long.MAX_VALUE,
          StageTables.PICTURE);
    }

    @Override
    public Boundedness getBoundedness() {
      return Boundedness.CONTINUOUS_UNBOUNDED;
    }
  }
}
