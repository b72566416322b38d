package io.hsicflow.pipeline.run;

import io.hsicflow.connectors.kafka.KafkaOptions;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.config.AllOptions;
import io.hsicflow.pipeline.config.OptionCatalog;
import io.hsicflow.pipeline.job.FlinkSettings;
import io.hsicflow.pipeline.job.PrometheusReporting;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.deployment.ClusterClientJobClientAdapter;
import org.apache.flink.client.program.MiniClusterClient;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CheckpointStatsStatus;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.ExceptionUtils;

/**
 * A Flink cluster inside this process, with the web dashboard. Takes any number of jobs, one after
 * the other or at once; all share the task slots.
 *
 * <pre>{@code
 * try (LocalCluster cluster = LocalCluster.start(conf, 8081)) {
 *   RunningJob job = cluster.submit(HsicflowJob.graph(conf));
 *   job.awaitTermination();
 * }
 * }</pre>
 */
public final class LocalCluster implements AutoCloseable {
  /** Any free port for the dashboard. */
  public static final int ANY_PORT = 0;

  /** Network buffers: enough for a few hundred views in flight between augmenters and trainer. */
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

  private static final MemorySize NETWORK = MemorySize.ofMebiBytes(96);

  /**
   * Only RocksDB takes managed memory here, and only what it uses; the heap backend and the tensors
   * lie elsewhere.
   */
  private static final MemorySize MANAGED = MemorySize.ofMebiBytes(64);

  /**
   * What RocksDB may take in a slot. Where the indexes of its files do not fit it reads them anew
   * for every image.
   */
  private static final MemorySize ROCKSDB = MemorySize.ofMebiBytes(256);

  /** Flink lets the pages of every site in the user's browser read the dashboard's answers. */
  private static final String NO_OTHER_PAGE = "http://localhost";

  private final MiniCluster cluster;
  private final URI address;

  private LocalCluster(MiniCluster cluster, URI address) {
    this.cluster = cluster;
    this.address = address;
  }

  /**
   * Starts a cluster.
   *
   * @param configuration Flink's settings; memory and slots get defaults where it has none
   * @param uiPort the dashboard's port, {@link #ANY_PORT} for a free one
   * @throws UserException if the port is taken, or that of {@code metrics.prometheus-port}
   */
  public static LocalCluster start(Configuration configuration, int uiPort) throws Exception {
    Configuration settings = ofFlink(configuration);
    settings.set(RestOptions.BIND_PORT, String.valueOf(uiPort));
    settings.set(RestOptions.PORT, uiPort);
    setDefault(settings, RestOptions.ADDRESS, "localhost");
    setDefault(settings, RestOptions.BIND_ADDRESS, "localhost");
    setDefault(settings, JobManagerOptions.BIND_HOST, "localhost");
    setDefault(settings, TaskManagerOptions.BIND_HOST, "localhost");
    setDefault(settings, WebOptions.SUBMIT_ENABLE, false);
    setDefault(settings, WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN, NO_OTHER_PAGE);
    setDefault(settings, TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
    setDefault(settings, TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
    PrometheusReporting.addTo(settings, configuration);
    int slots =
        settings
            .getOptional(TaskManagerOptions.NUM_TASK_SLOTS)
            .orElse(Math.max(4, 2 * Runtime.getRuntime().availableProcessors()));
    setDefault(
        settings,
        TaskManagerOptions.MANAGED_MEMORY_SIZE,
        FlinkSettings.usesRocksDb(settings) ? ROCKSDB.multiply(slots) : MANAGED);
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(settings.get(TaskManagerOptions.MINI_CLUSTER_NUM_TASK_MANAGERS))
                .setNumSlotsPerTaskManager(slots)
                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                .build());
    try {
      cluster.start();
      return new LocalCluster(cluster, cluster.getRestAddress().get());
    } catch (Exception e) {
      cluster.close();
      if (ExceptionUtils.findThrowable(e, BindException.class).isPresent()) {
        throw new UserException(
            "Port "
                + uiPort
                + " for the dashboard is taken; choose another with --ui-port, or 0 for any free one.",
            e);
      }
      throw e;
    }
  }

  /**
   * A copy without what only the job reads, and has in its graph: the dashboard shows the cluster's
   * settings to everybody.
   */
  private static Configuration ofFlink(Configuration configuration) {
    OptionCatalog ours = AllOptions.catalog();
    Configuration settings = new Configuration(configuration);
    for (String key : configuration.keySet()) {
      if (key.startsWith(KafkaOptions.PREFIX) || ours.find(key).isPresent()) {
        settings.removeKey(key);
      }
    }
    return settings;
  }

  private static <T> void setDefault(Configuration settings, ConfigOption<T> option, T value) {
    if (!settings.contains(option)) {
      settings.set(option, value);
    }
  }

  /** Where the dashboard answers. */
  public URI address() {
    return address;
  }

  /** Submits a job and returns as soon as the cluster has it. */
  public RunningJob submit(StreamGraph graph) throws ExecutionException, InterruptedException {
    JobID id = cluster.submitJob(graph).get().getJobID();
    return new RunningJob(
        new ClusterClientJobClientAdapter<>(
            () -> new MiniClusterClient(cluster.getConfiguration(), cluster),
            id,
            Thread.currentThread().getContextClassLoader()),
        null);
  }

  /**
   * Takes a checkpoint of a job now, or as soon as all of its tasks run, and waits until it is
   * complete; returns its path.
   */
  public String triggerCheckpoint(JobID job) throws ExecutionException, InterruptedException {
    while (true) {
      try {
        return cluster.triggerCheckpoint(job).get();
      } catch (ExecutionException e) {
        if (!isEarly(e) || cluster.getJobStatus(job).get().isTerminalState()) {
          throw e;
        }
        TimeUnit.NANOSECONDS.sleep(BETWEEN_TRIES.toNanos());
      }
    }
  }

  private static boolean isEarly(ExecutionException e) {
    return ExceptionUtils.findThrowable(e, CheckpointException.class)
        .map(CheckpointException::getCheckpointFailureReason)
        .filter(CheckpointFailureReason.NOT_ALL_REQUIRED_TASKS_RUNNING::equals)
        .isPresent();
  }

  /**
   * When the complete checkpoints of a job, savepoints among them, were begun, in milliseconds
   * since 1970; of a long job the last ones, as many as the dashboard shows.
   */
  public List<Long> checkpointTimes(JobID job) throws ExecutionException, InterruptedException {
    CheckpointStatsSnapshot statistics =
        cluster.getExecutionGraph(job).get().getCheckpointStatsSnapshot();
    return statistics.getHistory().getCheckpoints().stream()
        .filter(checkpoint -> checkpoint.getStatus() == CheckpointStatsStatus.COMPLETED)
        .map(AbstractCheckpointStats::getTriggerTimestamp)
        .toList();
  }

  /**
   * The complete checkpoints of a job, savepoints among them, as the only task of an operator took
   * part in them, the oldest first; of a long job the last ones, as many as the dashboard shows.
   *
   * @param operator the operator's name, with which its task's name begins
   */
  public List<TaskCheckpoint> taskCheckpoints(JobID job, String operator)
      throws ExecutionException, InterruptedException {
    AccessExecutionGraph graph = cluster.getExecutionGraph(job).get();
    JobVertexID vertex = vertex(graph, operator);
    return graph.getCheckpointStatsSnapshot().getHistory().getCheckpoints().stream()
        .filter(checkpoint -> checkpoint.getStatus() == CheckpointStatsStatus.COMPLETED)
        .sorted(Comparator.comparingLong(AbstractCheckpointStats::getCheckpointId))
        .map(checkpoint -> checkpoint.getTaskStateStats(vertex).getSubtaskStats()[0])
        .map(
            task ->
                new TaskCheckpoint(
                    task.getSyncCheckpointDuration(),
                    task.getAsyncCheckpointDuration(),
                    task.getStateSize(),
                    task.getCheckpointedSize()))
        .toList();
  }

  /** Flink's name for the vertex of a job whose name begins with {@code operator}. */
  public String vertex(JobID job, String operator) throws ExecutionException, InterruptedException {
    return vertex(cluster.getExecutionGraph(job).get(), operator).toString();
  }

  private static JobVertexID vertex(AccessExecutionGraph graph, String operator) {
    for (AccessExecutionJobVertex vertex : graph.getVerticesTopologically()) {
      if (vertex.getName().startsWith(operator)) {
        return vertex.getJobVertexId();
      }
    }
    throw new IllegalArgumentException("The job has no operator '" + operator + "'.");
  }

  /** Ends the cluster and whatever runs on it. */
  @Override
  public void close() throws IOException {
    try {
      cluster.closeAsync().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while the local cluster was ending.");
    } catch (ExecutionException e) {
      throw new IOException("The local cluster did not end well.", e.getCause());
    }
  }
}
