package io.hsicflow.tests.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.pipeline.run.LocalCluster;
import io.hsicflow.schemas.avro.Embedding;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.tests.registry.StubRegistry;
import io.hsicflow.tests.sql.ShippedSql;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a job wrote, read by Flink SQL with the tables that are shipped. */
@SuppressWarnings("try") // Flink's iterators throw what they like on closing
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlITCase {
  private static final int PICTURES = 43;
  private static final List<Integer> BROKEN = List.of(5, 17, 30);
  private static final String NOW = " /*+ OPTIONS('scan.bounded.mode' = 'latest-offset') */ ";

  @TempDir private static Path folder;
  private EmbeddedBroker broker;
  private TableEnvironment tables;

  @BeforeAll
  void runAJob() throws Exception {
    broker = EmbeddedBroker.start();
    Topic images = Topic.create(broker, "images", 1);
    for (String topic : List.of("embeddings", "dead-letters", "snapshots", "evaluations")) {
      Topic.create(broker, topic, 1);
    }
    images.send(0, PICTURES, SqlITCase::valueOf);
    Map<String, String> more = new HashMap<>();
    more.put("job.roles", "train;embed;evaluate");
    more.put("probe.folder", ProbeFolder.fill(folder.resolve("probe")).toString());
    more.put("evaluation.poll", "100 ms");
    more.put("evaluation.share", "1");
    SmallLine line = new SmallLine(broker, images, folder, "read-by-sql", more);
    try (LocalCluster cluster = LocalCluster.start(line.settings(), LocalCluster.ANY_PORT)) {
      line.run(cluster);
    }
    tables = TableEnvironment.create(EnvironmentSettings.inBatchMode());
    for (String statement : ShippedSql.statements("hsicflow.sql", broker.bootstrapServers())) {
      tables.executeSql(statement);
    }
  }

  @AfterAll
  void close() {
    broker.close();
  }

  @Test
  void imagesOfEachSnapshotAreCounted() throws Exception {
    List<Row> rows = query(ShippedSql.piece("images-of-a-snapshot"));

    assertThat(rows).isNotEmpty();
    assertThat(rows.stream().mapToLong(row -> row.<Long>getFieldAs("images")).sum())
        .isEqualTo(PICTURES - BROKEN.size());
    assertThat(rows).allSatisfy(row -> assertThat(row.getField("dimension")).isEqualTo(64));
  }

  @Test
  void reasonsOfRejectionAreCounted() throws Exception {
    assertThat(query(ShippedSql.piece("reasons")))
        .containsExactly(Row.of("unknown-format", (long) BROKEN.size()));
  }

  @Test
  void accuracyIsThereForEverySnapshotThatWasEvaluated() throws Exception {
    List<Row> rows = query(ShippedSql.piece("accuracy"));

    assertThat(rows).isNotEmpty();
    assertThat(rows.get(rows.size() - 1).getField("snapshotStep")).isEqualTo(5L);
    assertThat(rows.get(rows.size() - 1).getField("imagesSeen")).isEqualTo(40L);
    assertThat(rows)
        .allSatisfy(row -> assertThat(row.<Double>getFieldAs("top1")).isBetween(0.0, 1.0));
  }

  @Test
  void publishedSnapshotsAreThere() throws Exception {
    assertThat(query("SELECT `step`, `location` FROM snapshots" + NOW))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.<String>getFieldAs("location")).endsWith(".safetensors"));
  }

  @Test
  void theOriginalOfADeadLetterAndItsPlaceAreThere() throws Exception {
    List<Row> rows =
        query(
            "SELECT `offset`, `key`, `value`, `kafka_key`, `kafka_offset`, `timestamp`"
                + " FROM dead_letters"
                + NOW
                + "WHERE `offset` = 17 ORDER BY `kafka_offset`");

    // One from each role that reads the images.
    assertThat(rows).hasSizeGreaterThanOrEqualTo(1);
    Row row = rows.get(0);
    assertThat(row.<byte[]>getFieldAs("key"))
        .isEqualTo("picture-17".getBytes(StandardCharsets.UTF_8));
    assertThat(row.<byte[]>getFieldAs("value")).isEqualTo(valueOf(17));
    assertThat(row.getField("kafka_key")).isEqualTo("images-0-17");
    assertThat(row.<Instant>getFieldAs("timestamp")).isAfter(Instant.EPOCH);
  }

  @Test
  void whatIsNoMessageEndsTheQueryOrIsPassedOver() throws Exception {
    Topic mixed = Topic.create(broker, "mixed", 1);
    mixed.send(
        0,
        3,
        number ->
            number == 1
                ? "no message".getBytes(StandardCharsets.UTF_8)
                : MessageCodec.EMBEDDING.encode(embedding(number)));
    String from =
        "FROM embeddings /*+ OPTIONS('topic' = 'mixed', 'scan.bounded.mode' = 'latest-offset'";

    assertThatThrownBy(() -> query("SELECT `id` " + from + ") */"))
        .hasStackTraceContaining("A record is no readable embedding.");
    assertThat(query("SELECT `id` " + from + ", 'value.hsicflow.skip-unreadable' = 'true') */"))
        .containsExactlyInAnyOrder(Row.of("image-0"), Row.of("image-2"));
  }

  @Test
  void embeddingsOfARegistryAreReadByFlinksOwnFormat() throws Exception {
    Topic framed = Topic.create(broker, "framed", 1);
    framed.send(0, 2, number -> MessageCodec.EMBEDDING.encodeFramed(embedding(number), 7));
    try (StubRegistry registry = StubRegistry.start()) {
      registry.put(7, MessageCodec.EMBEDDING.publicSchema().toString());
      TableEnvironment others = TableEnvironment.create(EnvironmentSettings.inBatchMode());
      for (String statement :
          ShippedSql.statements("embeddings-registry.sql", broker.bootstrapServers())) {
        others.executeSql(
            statement
                .replace("http://localhost:8081", registry.url())
                .replace("'topic' = 'embeddings'", "'topic' = 'framed'"));
      }

      assertThat(query(others, "SELECT `id`, `vector`[2], `kafka_offset` FROM embeddings" + NOW))
          .containsExactlyInAnyOrder(Row.of("image-0", 0.5f, 0L), Row.of("image-1", 1.5f, 1L));
    }
  }

  private static byte[] valueOf(int number) {
    return BROKEN.contains(number)
        ? ("no picture " + number).getBytes(StandardCharsets.UTF_8)
        : TestPictures.png(number);
  }

  private static Embedding embedding(int number) {
    return Embedding.newBuilder()
        .setId("image-" + number)
        .setSource("belt")
        .setCapturedAt(Instant.ofEpochMilli(1000 + number))
        .setVector(List.of((float) number, number + 0.5f))
        .setSnapshotStep(3)
        .setSnapshotDigest("00")
        .setTopic("images")
        .setPartition(0)
        .setOffset(number)
        .build();
  }

  private List<Row> query(String statement) throws Exception {
    return query(tables, statement);
  }

  private static List<Row> query(TableEnvironment tables, String statement) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> results = tables.executeSql(statement).collect()) {
      results.forEachRemaining(rows::add);
    }
    return rows;
  }
}
