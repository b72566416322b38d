package io.hsicflow.pipeline.doctor;

import io.hsicflow.connectors.admin.Topics;
import io.hsicflow.connectors.kafka.KafkaOptions;
import org.apache.flink.configuration.Configuration;

/** Whether brokers answer where the settings say that there are some. */
final class KafkaCheck implements Check {
  private final Configuration settings;

  /**
   * @param settings with short time-outs of the client
   */
  KafkaCheck(Configuration settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "Kafka";
  }

  @Override
  public Finding look() {
    String servers = settings.get(KafkaOptions.BOOTSTRAP_SERVERS);
    try (Topics topics = Topics.at(settings)) {
      int count = topics.names().size();
      return Finding.fine(
          servers + " answers, with " + count + (count == 1 ? " topic" : " topics"));
    } catch (IllegalStateException e) {
      return Finding.wrong(
          servers + " does not serve: " + e.getMessage(),
          "Start the brokers, or set kafka.bootstrap.servers and kafka.security.* to where they are.");
    }
  }
}
