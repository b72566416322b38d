package io.hsicflow.pipeline.registry;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Options of the schema registry, for the formats {@code avro-registry}. */
public final class RegistryOptions {
  /** Where it is. */
  public static final ConfigOption<String> URL =
      ConfigOptions.key("registry.url")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Address of the schema registry, http or https, for images.format or embeddings.format = avro-registry. Its"
                  + " certificate is judged by Java's trust store (javax.net.ssl.trustStore).");

  /** Who asks. */
  public static final ConfigOption<String> USERNAME =
      ConfigOptions.key("registry.username")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Name for HTTP's basic authentication at the registry, with registry.password.");

  /** The secret of who asks. */
  public static final ConfigOption<String> PASSWORD =
      ConfigOptions.key("registry.password")
          .stringType()
          .noDefaultValue()
          .withDescription("Password of registry.username.");

  /** A secret in their place. */
  public static final ConfigOption<String> TOKEN =
      ConfigOptions.key("registry.token")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "In place of registry.username and registry.password: a bearer token for the registry.");

  /** How long one request may take. */
  public static final ConfigOption<Duration> TIME_OUT =
      ConfigOptions.key("registry.time-out")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription("How long the registry may take for one answer.");

  /** How long it is asked again. */
  public static final ConfigOption<Duration> PATIENCE =
      ConfigOptions.key("registry.patience")
          .durationType()
          .defaultValue(Duration.ofSeconds(20))
          .withDescription(
              "How long a registry that does not answer, or answers 429 or 5xx, is asked again, with longer and longer"
                  + " pauses; the task that waits reads no record meanwhile, and takes part in no checkpoint. Then it fails,"
                  + " and Flink starts it again from the last checkpoint: no record is lost or rejected.");

  private RegistryOptions() {}
}
