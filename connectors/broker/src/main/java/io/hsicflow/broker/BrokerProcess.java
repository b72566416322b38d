package io.hsicflow.broker;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * An {@link EmbeddedBroker} in a process of its own, which runs until it is killed: {@code
 * BrokerProcess PORT FOLDER}. Started again on the same port and folder, it goes on with the same
 * data.
 */
public final class BrokerProcess {
  private BrokerProcess() {}

  /** Starts the broker and waits for the end of the process. */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length != 2) {
      throw new IllegalArgumentException(
          "A broker's process takes a port and a folder, but was given "
              + arguments.length
              + " arguments.");
    }
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(
            BrokerSettings.defaults()
                .withPort(Integer.parseInt(arguments[0]))
                .withFolder(Path.of(arguments[1])))) {
      System.out.println("The broker answers at " + broker.bootstrapServers() + ".");
      new CountDownLatch(1).await();
    }
  }
}
