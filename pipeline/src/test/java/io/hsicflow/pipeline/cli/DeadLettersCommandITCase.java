package io.hsicflow.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.connectors.sink.DeadLetterSchema;
import io.hsicflow.model.json.JsonReader;
import io.hsicflow.schemas.record.RejectedRecord;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DeadLettersCommandITCase {
  @AutoClose private static final EmbeddedBroker BROKER = EmbeddedBroker.start();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;

  @BeforeAll
  static void fillTheBroker() throws Exception {
    BROKER.createTopic("images", 1);
    BROKER.createTopic("dead-letters", 1);
    DeadLetterSchema schema = new DeadLetterSchema("dead-letters", 20);
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (RejectedRecord record :
          List.of(
              rejected(1, "../../x", "unknown-format"),
              rejected(2, "a picture cut short in the middle", "truncated"))) {
        producer.send(schema.serialize(record, null, null)).get();
      }
    }
  }

  private static void sendAt(String topic, Instant time, RejectedRecord record) {
    ProducerRecord<byte[], byte[]> letter =
        new DeadLetterSchema(topic, 20).serialize(record, null, null);
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      producer.send(
          new ProducerRecord<>(
              letter.topic(), 0, time.toEpochMilli(), letter.key(), letter.value()));
    }
  }

  private static KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", BROKER.bootstrapServers()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static RejectedRecord rejected(long offset, String value, String reason) {
    return rejected("images", 0, offset, value, reason);
  }

  private static RejectedRecord rejected(
      String topic, int partition, long offset, String value, String reason) {
    return new RejectedRecord(
        topic,
        partition,
        offset,
        1_000,
        "../../key".getBytes(StandardCharsets.UTF_8),
        value.getBytes(StandardCharsets.UTF_8),
        reason,
        "It is no picture\u001b[2J.");
  }

  @Test
  void listsShowsAndRedrives() throws Exception {
    assertThat(run("list")).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("original", "images-0-1 ", "images-0-2 ", "unknown-format", "bytes not kept")
        .contains("2 dead letters.");

    assertThat(run("list", "--reason", "truncated", "--json")).isZero();
    Map<?, ?> json = JsonReader.parseObject(out.toString());
    assertThat((List<?>) json.get("letters"))
        .singleElement()
        .satisfies(
            each -> {
              Map<?, ?> letter = (Map<?, ?>) each;
              assertThat(letter.get("original")).isEqualTo("images-0-2");
              assertThat(letter.get("value_bytes")).isEqualTo(33L);
              assertThat(letter.get("kept")).isEqualTo(false);
            });

    Path file = folder.resolve("original");
    assertThat(run("show", "images-0-1", "--out", file.toString())).isZero();
    assertThat(out.toString())
        .contains("images-0-1", "1970-01-01T00:00:01Z", "dead-letters-0-0", "It is no picture?[2J.")
        .doesNotContain("\u001b");
    assertThat(file).hasContent("../../x");
    assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**x");
    assertThat(run("show", "images-0-1", "--out", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("is there already");
    assertThat(run("show", "images-0-2", "--out", folder.resolve("none").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("has 33 bytes and was not kept");

    assertThat(run("redrive", "--dry-run")).isZero();
    assertThat(out.toString()).contains("1 records would be published again.");
    assertThat(run("redrive")).isZero();
    assertThat(out.toString())
        .contains("1 records were published again.", "images-0-2 was too large to be kept");
    assertThat(run("redrive")).isZero();
    assertThat(out.toString())
        .contains("0 records were published again.", "1 letters were redriven before.");
    assertThat(run("list")).isZero();
    assertThat(out.toString()).containsPattern("images-0-1 .* redriven");
  }

  @Test
  void filtersByReasonTimeAndCountTogether() {
    String topic = "-Ddead-letters.topic=timed";
    Instant noon = Instant.parse("2026-01-31T12:00:00Z");
    BROKER.createTopic("timed", 1, Map.of("retention.ms", "-1"));
    sendAt("timed", noon, rejected(1, "early", "truncated"));
    sendAt("timed", noon.plusSeconds(1), rejected(2, "other", "unknown-format"));
    sendAt("timed", noon.plusSeconds(1), rejected(3, "in time", "truncated"));
    sendAt("timed", noon.plusSeconds(2), rejected(4, "last", "truncated"));
    sendAt("timed", noon.plusSeconds(3), rejected(5, "late", "truncated"));
    String[] some = {
      "--reason", "truncated", "--from", "2026-01-31T12:00:01Z", "--to", "2026-01-31T12:00:03Z"
    };

    assertThat(run("list", topic, some)).as(err.toString()).isZero();
    assertThat(originals(out.toString())).containsExactly("images-0-3", "images-0-4");
    assertThat(run("redrive --dry-run --count 1", topic, some)).isZero();
    assertThat(originals(out.toString())).containsExactly("images-0-3");
    assertThat(run("redrive --count 1", topic, some)).isZero();
    assertThat(out.toString()).contains("1 records were published again.");
    assertThat(run("list", topic)).isZero();
    assertThat(out.toString().lines().filter(line -> line.endsWith("redriven")))
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("images-0-3 ");
    assertThat(run("redrive", topic, some)).isZero();
    assertThat(out.toString())
        .contains("1 records were published again.", "1 letters were redriven before.");
  }

  private static List<String> originals(String table) {
    return table
        .lines()
        .filter(line -> line.startsWith("images-"))
        .map(line -> line.split(" ", 2)[0])
        .toList();
  }

  @Test
  void namesWhatItDoesNotPublishBecauseOfItsTopicOrPlace() {
    String topic = "-Ddead-letters.topic=foreign";
    BROKER.createTopic("foreign", 1);
    BROKER.createTopic("others", 1);
    Instant now = Instant.now();
    sendAt("foreign", now, rejected("others", 0, 1, "a", "truncated"));
    sendAt("foreign", now, rejected("images", -1, 2, "b", "truncated"));

    assertThat(run("redrive", topic)).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("0 records were published again.", "others-0-1 is of a topic that the job does")
        .contains("--topic", "1 records of the topic are no dead letters: foreign-0-1.");
    assertThat(run("list", topic)).isZero();
    assertThat(out.toString()).contains("1 dead letters. 1 records of the topic are no");
    assertThat(run("redrive", topic, "--topic", "others")).isZero();
    assertThat(out.toString()).contains("1 records were published again.");
  }

  @Test
  void saysWhatIsWrongWithTheArguments() {
    assertThat(run("list", "--from", "yesterday")).isEqualTo(2);
    assertThat(err.toString()).contains("'yesterday' is no time such as 2026-01-31T12:00:00Z");
    assertThat(run("list", "--count", "0")).isEqualTo(1);
    assertThat(err.toString()).contains("count of dead letters is 0");
    assertThat(run("show", "../../x")).isEqualTo(1);
    assertThat(err.toString()).contains("'../../x' is no place of a record");
    assertThat(run("show", "images-0-9")).isEqualTo(1);
    assertThat(err.toString()).contains("There is no dead letter of the record images-0-9");
  }

  /** The words of {@code command}, then a setting and more arguments. */
  private int run(String command, String setting, String[] more) {
    List<String> all = new ArrayList<>(List.of(command.split(" ")));
    all.add(setting);
    all.addAll(List.of(more));
    return run(all.toArray(new String[0]));
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of("dead-letters"));
    all.addAll(List.of(arguments));
    all.add("-Dkafka.bootstrap.servers=" + BROKER.bootstrapServers());
    CommandLine line =
        Hsicflow.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(all.toArray(new String[0]));
  }
}
