package io.hsicflow.pipeline.run;

import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.config.SecretMask;
import io.hsicflow.pipeline.job.FlinkSettings;
import io.hsicflow.pipeline.job.HsicflowJob;
import io.hsicflow.pipeline.job.JobOptions;
import io.hsicflow.pipeline.job.MetricsOptions;
import io.hsicflow.pipeline.job.PrometheusReporting;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of the job from the command line: where it starts from, where it runs, and how it ends.
 * Speaks to the user through a writer.
 */
public final class JobRun {
  /** The process was told to quit before the job could save its state. */
  public static final int QUIT = 130;

  private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);
  private static final Duration SAVEPOINT_LIMIT = Duration.ofMinutes(10);

  private final Configuration settings;
  private final StateFolder state;
  private final String resume;
  private final PrintWriter out;

  /**
   * A run with checked settings.
   *
   * @param resume "latest", "none", a path, or null where the user said nothing
   */
  public JobRun(Configuration configuration, String resume, PrintWriter out) {
    this.settings = FlinkSettings.complete(configuration);
    this.state = StateFolder.of(settings);
    this.resume = resume;
    this.out = out;
  }

  /**
   * Runs in this process until the job ends.
   *
   * @return the exit code
   * @throws UserException if there is state and the user did not say whether to go on from it
   */
  public int here(int uiPort) throws Exception {
    StreamGraph graph = graph();
    try (LocalCluster cluster = LocalCluster.start(settings, uiPort)) {
      RunningJob job = cluster.submit(graph);
      announce(job, cluster.address().toString());
      settings
          .getOptional(MetricsOptions.PROMETHEUS_PORT)
          .ifPresent(port -> say("Metrics:   http://localhost:" + port + "/metrics"));
      return attend(job);
    }
  }

  /**
   * Runs on the cluster at {@code address} (HOST:PORT of its REST endpoint) until the job ends.
   *
   * @param jobJar the jar with the job's classes, null for the launcher's
   * @return the exit code
   */
  public int onCluster(String address, Path jobJar) throws Exception {
    RemoteCluster cluster = RemoteCluster.at(address, jobJar);
    Optional<String> from = state.resolve(resume);
    MissingTopics.refuse(settings);
    PrometheusReporting.notOnACluster(settings).ifPresent(this::say);
    RunningJob job = cluster.submit(settings, from);
    from.ifPresent(path -> say("Goes on from " + path));
    announce(job, cluster.webAddress());
    return attend(job);
  }

  private StreamGraph graph() throws Exception {
    Optional<String> from = state.resolve(resume);
    MissingTopics.refuse(settings);
    StreamGraph graph = HsicflowJob.graph(settings);
    from.ifPresent(
        path -> {
          graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(path));
          say("Goes on from " + path);
        });
    return graph;
  }

  private void announce(RunningJob job, String webAddress) {
    SecretMask.show(settings).forEach((key, value) -> LOG.info("{} = {}", key, value));
    say("Job " + settings.get(JobOptions.NAME) + " (" + job.id() + ") runs.");
    say("Dashboard: " + webAddress);
    say("State:     " + state);
  }

  private int attend(RunningJob job) throws Exception {
    AtomicBoolean asked = new AtomicBoolean();
    CompletableFuture<Integer> stopped = new CompletableFuture<>();
    InterruptSignal.onSignal(
        () -> {
          asked.set(true);
          stopped.completeAsync(() -> stop(job), Runnable::run);
        },
        () -> {
          say("Quits at once; the last checkpoint stays.");
          Runtime.getRuntime().halt(QUIT);
        });
    say("Ctrl-C stops it with a savepoint."); // only now it does
    boolean finished = job.awaitTermination();
    if (asked.get()) {
      return stopped.get();
    }
    say(
        finished
            ? "The input has ended and all of it was worked on; Flink removes the checkpoints of a job"
                + " that ends so."
            : "The job was cancelled from elsewhere; its last checkpoint stays.");
    return finished ? 0 : 1;
  }

  private int stop(RunningJob job) {
    say("Stops with a savepoint; Ctrl-C again quits at once.");
    try {
      String savepoint = job.stopWithSavepoint(SAVEPOINT_LIMIT);
      say("Savepoint: " + savepoint);
      say("Go on from it with the same command and --resume latest, or --resume " + savepoint);
      return 0;
    } catch (ExecutionException | TimeoutException e) {
      LOG.error("No savepoint could be taken.", e);
      say("No savepoint could be taken: " + e.getMessage());
      return cancelled(job);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return QUIT;
    }
  }

  private int cancelled(RunningJob job) {
    try {
      job.cancel();
      say("Cancelled. Go on from the last checkpoint with --resume latest.");
    } catch (ExecutionException e) {
      throw new IllegalStateException("The job " + job.id() + " could not be cancelled.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 1;
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
