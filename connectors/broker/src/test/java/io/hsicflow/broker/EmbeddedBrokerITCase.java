package io.hsicflow.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerITCase {
  @TempDir Path folder;

  @Test
  void keepsItsDataOverARestartOnTheSameFolderAndPort() throws Exception {
    BrokerSettings settings = BrokerSettings.defaults().withFolder(folder);
    int port;
    try (EmbeddedBroker broker = EmbeddedBroker.start(settings)) {
      port = broker.port();
      broker.createTopic("notes", 1);
      send(broker, "first");
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(settings.withPort(port))) {
      assertThat(broker.port()).isEqualTo(port);
      send(broker, "second");
      assertThat(read(broker, 2)).containsExactly("first", "second");
    }
    assertThat(folder).isNotEmptyDirectory();
  }

  @Test
  void keepsKafkasOwnLimitsAndListensOnLoopbackOnly() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      ConfigResource node = new ConfigResource(ConfigResource.Type.BROKER, "1");
      var config = admin.describeConfigs(List.of(node)).all().get().get(node);
      assertThat(config.get("message.max.bytes").value()).isEqualTo("1048588");
      assertThat(config.get("transaction.max.timeout.ms").value()).isEqualTo("900000");
      assertThat(config.get("listeners").value().split(","))
          .allMatch(listener -> listener.contains("://127.0.0.1:"));
    }
  }

  @Test
  void leavesNoThreadAndNoTemporaryFolderBehind() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Path data;
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      data = broker.folder();
      broker.createTopic("notes", 1);
      assertThat(data).isNotEmptyDirectory();
    }
    assertThat(data).doesNotExist();
    Set<String> left =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !before.contains(thread) && thread.isAlive())
            .map(Thread::getName)
            .collect(Collectors.toSet());
    assertThat(left).isEmpty();
  }

  @Test
  void saysWhichTopicCouldNotBeMade() {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      broker.createTopic("notes", 1);
      assertThatThrownBy(() -> broker.createTopic("notes", 1))
          .hasMessageContaining("Topic notes could not be made")
          .hasMessageContaining("already exists");
    }
  }

  @Test
  void saysThatItsPortIsTaken() {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      BrokerSettings samePort = BrokerSettings.defaults().withPort(broker.port());
      assertThatThrownBy(() -> EmbeddedBroker.start(samePort))
          .hasMessageContaining("did not start on " + broker.bootstrapServers());
    }
  }

  @Test
  void refusesAPortThatIsNone() {
    assertThatThrownBy(() -> BrokerSettings.defaults().withPort(70_000))
        .hasMessageContaining("70000");
  }

  private static void send(EmbeddedBroker broker, String text) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>("notes", text)).get();
    }
  }

  private static List<String> read(EmbeddedBroker broker, int count) {
    List<String> texts = new ArrayList<>();
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition partition = new TopicPartition("notes", 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (texts.size() < count && System.nanoTime() < deadline) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          texts.add(record.value());
        }
      }
    }
    return texts;
  }
}
