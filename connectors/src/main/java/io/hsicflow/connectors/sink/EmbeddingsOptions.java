package io.hsicflow.connectors.sink;

import io.hsicflow.schemas.format.ImageRecordFormat;
import io.hsicflow.schemas.registry.SchemaRegistry;
import java.util.function.Supplier;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.connector.base.DeliveryGuarantee;

/** Options of the topic that embeddings go to. */
public final class EmbeddingsOptions {
  /** The topic. */
  public static final ConfigOption<String> TOPIC =
      ConfigOptions.key("embeddings.topic")
          .stringType()
          .defaultValue("embeddings")
          .withDescription("Topic that embeddings are written to.");

  /** How often a record may arrive. */
  public static final ConfigOption<DeliveryGuarantee> DELIVERY =
      ConfigOptions.key("embeddings.delivery")
          .enumType(DeliveryGuarantee.class)
          .defaultValue(DeliveryGuarantee.AT_LEAST_ONCE)
          .withDescription(
              "How embeddings arrive: at-least-once (a failure repeats some), exactly-once (in Kafka transactions, visible after"
                  + " the next checkpoint to readers with isolation.level = read_committed) or none.");

  /** How an embedding stands in a record. */
  public static final ConfigOption<String> FORMAT =
      ConfigOptions.key("embeddings.format")
          .stringType()
          .defaultValue(ImageRecordFormat.AVRO)
          .withDescription(
              "What a record's value is: avro (our message Embedding as an Avro single object) or avro-registry (the same,"
                  + " framed with its schema's id in the registry at registry.url).");

  /** The name of the schema in the registry. */
  public static final ConfigOption<String> SUBJECT =
      ConfigOptions.key("embeddings.subject")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "For embeddings.format = avro-registry: the subject of the schema; unset: embeddings.topic with -value behind"
                  + " it.");

  /** Whether the schema is registered. */
  public static final ConfigOption<Boolean> REGISTER =
      ConfigOptions.key("embeddings.register")
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "For embeddings.format = avro-registry: whether the job registers the schema when it starts; false: somebody"
                  + " has done so, and the job does not start where nobody has.");

  private EmbeddingsOptions() {}

  /**
   * The form that the options name.
   *
   * @param registry asked for where the form needs one
   * @throws IllegalArgumentException where there is no such form
   */
  public static EmbeddingWire wire(ReadableConfig conf, Supplier<SchemaRegistry> registry) {
    String format = conf.get(FORMAT);
    return switch (format) {
      case ImageRecordFormat.AVRO -> new SingleObjectEmbeddings();
      case ImageRecordFormat.AVRO_REGISTRY ->
          new RegistryEmbeddings(
              registry.get(),
              conf.getOptional(SUBJECT).orElseGet(() -> conf.get(TOPIC) + "-value"),
              conf.get(REGISTER));
      default ->
          throw new IllegalArgumentException(
              "embeddings.format is '"
                  + format
                  + "', but must be avro (an Avro single object) or avro-registry (framed for a schema registry).");
    };
  }
}
