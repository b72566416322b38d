package io.hsicflow.tests.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.pipeline.run.LocalCluster;
import io.hsicflow.schemas.avro.Embedding;
import io.hsicflow.schemas.message.MessageCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ids that would be paths go through as text and touch no file. */
class HostileIdsITCase {
  private static final int PICTURES = 2 * SmallLine.BATCH;

  @TempDir private Path folder;
  private List<String> ids;

  @BeforeEach
  void chooseIds() {
    ids =
        List.of(
            "../../evil",
            absolute().toString(),
            "..\\..\\evil",
            "evil/../../evil",
            absolute().toUri().toString(),
            "~/evil");
  }

  /** Where a program that took the ids for paths could write, and no other program does. */
  private Path absolute() {
    return folder.resolve("evil");
  }

  @Test
  void idsThatLookLikePathsAreOnlyText() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      Topic images = Topic.create(broker, "images", 1);
      Topic.create(broker, "dead-letters", 1);
      Topic.create(broker, "snapshots", 1);
      Topic embeddings = Topic.create(broker, "embeddings", 1);
      images.send(0, PICTURES, this::id, TestPictures::png);
      Path deep = Files.createDirectories(folder.resolve("a/b/c"));
      SmallLine line = new SmallLine(broker, images, deep, "paths", Map.of());
      try (LocalCluster cluster = LocalCluster.start(line.settings(), LocalCluster.ANY_PORT)) {
        line.run(cluster);
      }

      List<String> embedded = new ArrayList<>();
      for (ConsumerRecord<byte[], byte[]> record : embeddings.records()) {
        Embedding embedding = MessageCodec.EMBEDDING.decode(record.value());
        embedded.add(embedding.getId());
      }
      assertThat(embedded)
          .containsExactlyElementsOf(
              Stream.iterate(0, number -> number + 1).limit(PICTURES).map(this::id).toList());
      try (Stream<Path> files = Files.walk(folder)) {
        assertThat(files.filter(Files::isRegularFile))
            .isNotEmpty()
            .allSatisfy(
                file -> {
                  assertThat(file).startsWith(deep.resolve("paths"));
                  assertThat(file.toString()).doesNotContain("evil");
                });
      }
      assertThat(absolute()).doesNotExist();
    }
  }

  private String id(int number) {
    return ids.get(number % ids.size());
  }
}
