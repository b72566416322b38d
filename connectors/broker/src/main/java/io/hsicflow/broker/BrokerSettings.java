package io.hsicflow.broker;

import java.nio.file.Path;
import java.util.Map;

/**
 * How an embedded broker is set up.
 *
 * @param port the port on the loopback interface, 0 for any free one
 * @param folder where its data lies, kept on close; null for a temporary folder, deleted on close
 * @param properties further properties of Kafka's broker, by Kafka's names
 * @param secured a listener with TLS and SCRAM beside the plain one, or null for none
 */
public record BrokerSettings(
    int port, Path folder, Map<String, String> properties, SecuredListener secured) {

  public BrokerSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "The broker's port is " + port + ", but must lie between 0 (any free one) and 65535.");
    }
    properties = Map.copyOf(properties);
  }

  /** Any port, a temporary folder, Kafka's defaults. */
  public static BrokerSettings defaults() {
    return new BrokerSettings(0, null, Map.of(), null);
  }

  /** The same on that port. */
  public BrokerSettings withPort(int newPort) {
    return new BrokerSettings(newPort, folder, properties, secured);
  }

  /** The same with its data in that folder, which is kept. */
  public BrokerSettings withFolder(Path newFolder) {
    return new BrokerSettings(port, newFolder, properties, secured);
  }

  /** The same with these further properties of Kafka's broker. */
  public BrokerSettings withProperties(Map<String, String> newProperties) {
    return new BrokerSettings(port, folder, newProperties, secured);
  }

  /** The same with that listener on a free port of its own. */
  public BrokerSettings withSecured(SecuredListener newSecured) {
    return new BrokerSettings(port, folder, properties, newSecured);
  }
}
