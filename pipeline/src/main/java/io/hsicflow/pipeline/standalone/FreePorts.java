package io.hsicflow.pipeline.standalone;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Ports for servers that are started again on the port that they had. They lie below those that
 * systems give to clients: a client that calls a server which is down could otherwise be given the
 * server's own port, and would keep it.
 */
public final class FreePorts {
  private static final int LOWEST = 20_000;
  private static final int COUNT = 12_000;

  private int next = LOWEST + (int) (ProcessHandle.current().pid() * 16 % COUNT);

  /** Ports from a place that differs from process to process. */
  public FreePorts() {}

  /**
   * A port of the loopback interface that nobody listens at; never the same twice.
   *
   * @throws IOException where there is none
   */
  public int next() throws IOException {
    for (int tried = 0; tried < COUNT; tried++) {
      int port = next;
      next = next + 1 < LOWEST + COUNT ? next + 1 : LOWEST;
      if (isFree(port)) {
        return port;
      }
    }
    throw new IOException(
        "No port from " + LOWEST + " to " + (LOWEST + COUNT - 1) + " is free; end what uses them.");
  }

  private static boolean isFree(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException e) {
      return false;
    }
  }
}
