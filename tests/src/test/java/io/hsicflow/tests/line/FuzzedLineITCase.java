package io.hsicflow.tests.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.pipeline.fuzz.Fuzz;
import io.hsicflow.pipeline.fuzz.FuzzTarget;
import io.hsicflow.pipeline.run.LocalCluster;
import io.hsicflow.schemas.avro.DeadLetter;
import io.hsicflow.schemas.avro.Embedding;
import io.hsicflow.schemas.format.ImageRecordFormat;
import io.hsicflow.schemas.message.MessageCodec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs of {@code hsicflow fuzz} through brokers, sources, gates and sinks of a job. */
class FuzzedLineITCase {
  private static final long SEED = 6;
  private static final int INPUTS = 120;

  @TempDir private Path folder;

  @Test
  void everyHostileRecordIsEmbeddedOrADeadLetterOfEachGateWithoutARestart() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      Topic images = Topic.createForLargeRecords(broker, "images", 1);
      Topic.create(broker, "snapshots", 1);
      images.send(0, INPUTS, number -> Fuzz.bytes(FuzzTarget.GATE, SEED, number));
      SmallLine any = line(broker, images, ImageRecordFormat.FILE);
      try (LocalCluster cluster = LocalCluster.start(any.settings(), LocalCluster.ANY_PORT)) {
        for (String format : List.of(ImageRecordFormat.FILE, ImageRecordFormat.AVRO)) {
          Topic embeddings = Topic.create(broker, format + "-embeddings", 1);
          Topic letters = Topic.create(broker, format + "-letters", 1);

          line(broker, images, format).run(cluster);

          Set<Long> accepted = embedded(embeddings);
          Map<Long, Long> rejected = letters(letters);
          assertThat(accepted)
              .as(format)
              .isNotEmpty()
              .doesNotContainAnyElementsOf(rejected.keySet());
          assertThat(rejected.values()).as(format).isNotEmpty().containsOnly(2L);
          accepted.addAll(rejected.keySet());
          assertThat(accepted)
              .as(format)
              .containsExactlyInAnyOrderElementsOf(LongStream.range(0, INPUTS).boxed().toList());
        }
      }
    }
  }

  /** A job that one failure ends. */
  private SmallLine line(EmbeddedBroker broker, Topic images, String format) {
    return new SmallLine(
        broker,
        images,
        folder,
        format,
        Map.of(
            "images.format",
            format,
            "embeddings.topic",
            format + "-embeddings",
            "dead-letters.topic",
            format + "-letters",
            "restart-strategy.type",
            "none"));
  }

  private static Set<Long> embedded(Topic topic) throws Exception {
    Set<Long> offsets = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> record : topic.records()) {
      Embedding embedding = MessageCodec.EMBEDDING.decode(record.value());
      assertThat(offsets.add(embedding.getOffset())).as("once").isTrue();
    }
    return offsets;
  }

  /** How many letters there are of each record. */
  private static Map<Long, Long> letters(Topic topic) throws Exception {
    Map<Long, Long> counts = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : topic.records()) {
      DeadLetter letter = MessageCodec.DEAD_LETTER.decode(record.value());
      counts.merge(letter.getOffset(), 1L, Long::sum);
    }
    return counts;
  }
}
