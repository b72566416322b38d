package io.hsicflow.model.backend;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Two lanes for tasks side by side, for backends: the caller's thread and one of our own. Each
 * primitive keeps to its lane's thread, so that no thread waits for another within a task and none
 * spins.
 */
public final class Lanes implements AutoCloseable {
  private final ExecutorService second;

  /**
   * A second lane where there are threads for it.
   *
   * @param backend the backend's name, for that of the thread
   */
  public Lanes(String backend, int threads) {
    second = threads < 2 ? null : Executors.newSingleThreadExecutor(task -> daemon(backend, task));
  }

  private static Thread daemon(String backend, Runnable task) {
    Thread thread = new Thread(task, "hsicflow-" + backend + "-lane");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Runs both and returns when both are done; throws what the first threw, else what the second
   * threw.
   */
  public void run(Runnable first, Runnable other) {
    if (second == null) {
      first.run();
      other.run();
      return;
    }
    Future<?> running = second.submit(other);
    Throwable failure = null;
    try {
      first.run();
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    Throwable beside = await(running);
    if (failure == null) {
      failure = beside;
    } else if (beside != null) {
      failure.addSuppressed(beside);
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
  }

  /**
   * Waits to the end even when interrupted, as the task works on the caller's tensors; returns what
   * it threw.
   */
  private static Throwable await(Future<?> task) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          task.get();
          return null;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          return e.getCause();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Ends the second lane's thread once it has nothing to do. */
  @Override
  public void close() {
    if (second != null) {
      second.shutdown();
    }
  }
}
