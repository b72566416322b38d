package io.hsicflow.pipeline.run;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.runtime.dispatcher.UnavailableDispatcherOperationException;
import org.apache.flink.util.ExceptionUtils;

/** A job that has been submitted, here or on a cluster. */
public final class RunningJob {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

  private final JobClient client;
  private final String savepoints;

  /**
   * @param savepoints the folder for savepoints: a cluster asked over the network knows its own
   *     configuration, not the job's; null where both are one
   */
  RunningJob(JobClient client, String savepoints) {
    this.client = client;
    this.savepoints = savepoints;
  }

  /** Flink's name for this job. */
  public JobID id() {
    return client.getJobID();
  }

  /** What the job is doing now. */
  public JobStatus status() throws ExecutionException, InterruptedException {
    return client.getJobStatus().get();
  }

  /** Flink's own handle, for what this class does not offer. */
  public JobClient client() {
    return client;
  }

  /**
   * Waits for the end of the job.
   *
   * @return whether it finished (true) or was cancelled (false)
   * @throws ExecutionException with what made the job fail
   */
  public boolean awaitTermination() throws ExecutionException, InterruptedException {
    try {
      client.getJobExecutionResult().get();
      return true;
    } catch (ExecutionException e) {
      return falseIfCancelled(e);
    }
  }

  /**
   * Waits for the end of the job until {@code limit} has passed.
   *
   * @return whether it finished (true) or was cancelled (false)
   * @throws TimeoutException if it still runs then
   * @throws ExecutionException with what made the job fail
   */
  public boolean awaitTermination(Duration limit)
      throws ExecutionException, InterruptedException, TimeoutException {
    CompletableFuture<?> end = client.getJobExecutionResult();
    try {
      end.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException e) {
      return falseIfCancelled(e);
    }
  }

  private static boolean falseIfCancelled(ExecutionException e) throws ExecutionException {
    if (ExceptionUtils.findThrowable(e, JobCancellationException.class).isPresent()) {
      return false;
    }
    throw e;
  }

  /** Cancels the job and waits until it has ended; its last checkpoints stay. */
  public void cancel() throws ExecutionException, InterruptedException {
    client.cancel().get();
    awaitTermination();
  }

  /**
   * Stops the job with a savepoint; nothing read after the savepoint is worked on.
   *
   * @param limit how long to go on asking while the job's tasks are not all running yet
   * @return the savepoint's path, for {@code --resume}
   * @throws ExecutionException if no savepoint could be taken; the job runs on
   */
  public String stopWithSavepoint(Duration limit)
      throws ExecutionException, InterruptedException, TimeoutException {
    String savepoint =
        taken(
            limit,
            () -> client.stopWithSavepoint(false, savepoints, SavepointFormatType.CANONICAL));
    awaitTermination();
    return savepoint;
  }

  /**
   * Takes a savepoint; the job runs on.
   *
   * @param limit how long to go on asking while the job's tasks are not all running
   * @return the savepoint's path
   * @throws ExecutionException if no savepoint could be taken
   */
  public String savepoint(Duration limit)
      throws ExecutionException, InterruptedException, TimeoutException {
    return taken(limit, () -> client.triggerSavepoint(savepoints, SavepointFormatType.CANONICAL));
  }

  private String taken(Duration limit, Supplier<CompletableFuture<String>> savepoint)
      throws ExecutionException, InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        return savepoint.get().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        if (!isEarly(e) || System.nanoTime() > deadline || status().isTerminalState()) {
          throw e;
        }
        TimeUnit.NANOSECONDS.sleep(BETWEEN_TRIES.toNanos());
      }
    }
  }

  /** Whether a savepoint was declined because job or tasks are still starting. */
  private static boolean isEarly(ExecutionException e) {
    return ExceptionUtils.findThrowable(e, CheckpointException.class).isPresent()
        || ExceptionUtils.findThrowable(e, UnavailableDispatcherOperationException.class)
            .isPresent();
  }
}
