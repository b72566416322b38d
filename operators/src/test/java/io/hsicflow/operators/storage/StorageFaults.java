package io.hsicflow.operators.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/** What is wrong with a {@link FaultyFileSystem} at the moment; nothing, to begin with. */
public final class StorageFaults {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private long room = Long.MAX_VALUE;
  private boolean gone;
  private boolean held;
  private int heldWriters;
  private int failures;
  private String awaited;
  private Action then;

  StorageFaults() {}

  /** Writing fails once {@code bytes} more were written. */
  public synchronized void fillUpAfter(long bytes) {
    room = bytes;
  }

  /** Every call fails. */
  public synchronized void takeAway() {
    gone = true;
  }

  /** Whoever writes waits until all is well again. */
  public synchronized void hold() {
    held = true;
  }

  /**
   * {@code action} is done once, right after a file whose name has {@code part} was put in place.
   */
  public synchronized void afterRenameTo(String part, Action action) {
    awaited = part;
    then = action;
  }

  /** What somebody else does at that moment. */
  @FunctionalInterface
  public interface Action {
    /** Does it. */
    void run() throws IOException;
  }

  /** All is well again. */
  public synchronized void mend() {
    room = Long.MAX_VALUE;
    gone = false;
    held = false;
    notifyAll();
  }

  /** Waits until somebody is held while writing. */
  public synchronized void awaitHeldWriter() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!held || heldWriters == 0) {
      waitUntil(deadline, "Nobody wrote to storage that is held.");
    }
  }

  private void waitUntil(long deadline, String otherwise) throws InterruptedException {
    long left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new AssertionError(otherwise);
    }
    wait(left);
  }

  /** How many calls have failed since the beginning. */
  public synchronized int failures() {
    return failures;
  }

  synchronized void renamedTo(String name) throws IOException {
    if (awaited != null && name.contains(awaited)) {
      awaited = null;
      then.run();
    }
  }

  synchronized void call() throws IOException {
    if (gone) {
      throw failed("The storage is gone.");
    }
  }

  synchronized void write(int bytes) throws IOException {
    heldWriters++;
    notifyAll();
    try {
      while (held) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while the storage was held.");
    } finally {
      heldWriters--;
    }
    call();
    if (bytes > room) {
      throw failed("No space left on device.");
    }
    room -= bytes;
  }

  private IOException failed(String message) {
    failures++;
    return new IOException(message);
  }
}
