package io.hsicflow.pipeline.chaos;

import io.hsicflow.pipeline.standalone.FlinkRest;
import java.io.IOException;
import java.util.Map;

/** What a JobManager that may be down says of one job. */
final class JobWatch {
  private final FlinkRest rest;
  private final String job;

  JobWatch(FlinkRest rest, String job) {
    this.rest = rest;
    this.job = job;
  }

  /**
   * Whether a checkpoint is complete that was begun after {@code millis}: the job has come back
   * from whatever was then. False while nobody answers.
   *
   * @throws IllegalStateException where the job has failed
   */
  boolean hasCheckpointAfter(long millis) {
    try {
      refuseFailure();
      Map<?, ?> latest = (Map<?, ?>) rest.get("/jobs/" + job + "/checkpoints").get("latest");
      return latest != null
          && latest.get("completed") instanceof Map<?, ?> completed
          && (Long) completed.get("trigger_timestamp") > millis;
    } catch (IOException e) {
      return false; // the JobManager is coming back: asked again until a limit
    }
  }

  /**
   * Whether the job has come to the end of its input.
   *
   * @throws IllegalStateException where it has failed
   */
  boolean hasFinished() {
    try {
      return refuseFailure().equals("FINISHED");
    } catch (IOException e) {
      return false; // the JobManager is coming back: asked again until a limit
    }
  }

  private String refuseFailure() throws IOException {
    String state = (String) rest.get("/jobs/" + job).get("state");
    if (state.equals("FAILED") || state.equals("CANCELED")) {
      throw new IllegalStateException(
          "The job "
              + job
              + " is "
              + state
              + ", though it restarts for ever: "
              + rest.get("/jobs/" + job + "/exceptions?maxExceptions=1").get("exceptionHistory"));
    }
    return state;
  }
}
