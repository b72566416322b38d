package io.hsicflow.pipeline.standalone;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Processes that end together: when the group is closed, and when this process ends, by Ctrl-C for
 * example.
 */
public final class ProcessGroup implements AutoCloseable {
  private final List<JavaProcess> members = new ArrayList<>();
  private final Thread atExit = new Thread(this::end, "end-processes");
  private boolean ended;

  private ProcessGroup() {}

  /** An empty group. */
  public static ProcessGroup open() {
    ProcessGroup group = new ProcessGroup();
    Runtime.getRuntime().addShutdownHook(group.atExit);
    return group;
  }

  /** Runs {@code start}, which starts {@code member}; false where the group has ended already. */
  synchronized boolean admit(JavaProcess member, Starting start) throws IOException {
    if (ended) {
      return false;
    }
    start.run();
    if (!members.contains(member)) {
      members.add(member);
    }
    return true;
  }

  /** Kills all members; none is started again. */
  @Override
  public void close() {
    end();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  private synchronized void end() {
    ended = true;
    members.forEach(JavaProcess::end);
  }

  /** The start of a process. */
  @FunctionalInterface
  interface Starting {
    void run() throws IOException;
  }
}
