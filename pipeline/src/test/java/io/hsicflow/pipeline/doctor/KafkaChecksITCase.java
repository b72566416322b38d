package io.hsicflow.pipeline.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.connectors.admin.Topics;
import io.hsicflow.pipeline.run.JobTopics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class KafkaChecksITCase {
  @Test
  void brokersThatAnswerAreFineAndTopicsAreWrongUntilTheyAreMade() {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      Configuration settings = settings(broker.bootstrapServers());

      assertThat(new KafkaCheck(settings).look())
          .isEqualTo(Finding.fine(broker.bootstrapServers() + " answers, with 0 topics"));
      Finding missing = new TopicsCheck(settings).look();
      assertThat(missing.grade()).isEqualTo(Grade.WRONG);
      assertThat(missing.found()).contains("Topic images (images) does not exist.");
      assertThat(missing.remedy()).isEqualTo("Run: ./hsicflow topics create");

      try (Topics topics = Topics.at(settings)) {
        topics.create(JobTopics.of(settings));
      }
      assertThat(new TopicsCheck(settings).look())
          .isEqualTo(Finding.fine("images, embeddings, dead-letters, snapshots"));

      Configuration more = new Configuration(settings);
      more.setString("topics.image-partitions", "8");
      Finding few = new TopicsCheck(more).look();
      assertThat(few.grade()).isEqualTo(Grade.ATTENTION);
      assertThat(few.remedy()).contains("kafka-topics.sh", "--partitions 8");
    }
  }

  @Test
  void aPortThatNobodyListensAtIsWrong() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Configuration settings = settings("localhost:" + port);
    settings.setString("kafka.default.api.timeout.ms", "300");
    settings.setString("kafka.request.timeout.ms", "300");

    Finding finding = new KafkaCheck(settings).look();

    assertThat(finding.grade()).isEqualTo(Grade.WRONG);
    assertThat(finding.found()).startsWith("localhost:" + port + " does not serve: The brokers");
    assertThat(finding.remedy()).contains("kafka.bootstrap.servers");
  }

  private static Configuration settings(String servers) {
    return Configuration.fromMap(Map.of("kafka.bootstrap.servers", servers));
  }
}
