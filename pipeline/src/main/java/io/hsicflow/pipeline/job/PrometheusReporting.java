package io.hsicflow.pipeline.job;

import io.hsicflow.pipeline.UserException;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;

/**
 * Flink's own Prometheus reporter, set up by {@code metrics.prometheus-port}. Reporters belong to
 * Flink's processes, not to jobs: only where this process is the cluster can a job's setting turn
 * one on.
 */
public final class PrometheusReporting {
  private static final String NAME = "prometheus";
  private static final String PREFIX = "metrics.reporter." + NAME + ".";
  private static final String FACTORY =
      "org.apache.flink.metrics.prometheus.PrometheusReporterFactory";
  private static final int HIGHEST_PORT = 65_535;

  private PrometheusReporting() {}

  /**
   * Adds the reporter to the settings of a cluster, beside others that they name, where the option
   * asks for it.
   *
   * @param cluster Flink's settings of a cluster in this process
   * @param settings hsicflow's, which may be the same
   * @throws UserException if the port is none, or taken: Flink would only log that, and go on
   */
  public static void addTo(Configuration cluster, Configuration settings) {
    Optional<Integer> port = settings.getOptional(MetricsOptions.PROMETHEUS_PORT);
    if (port.isEmpty()) {
      return;
    }
    requireFree(port.get());
    cluster.setString(PREFIX + "factory.class", FACTORY);
    cluster.setString(PREFIX + "port", String.valueOf(port.get()));
    String named = cluster.get(MetricOptions.REPORTERS_LIST);
    // A list leaves out every reporter that it does not name; without one all are taken.
    if (named != null && !named.isBlank()) {
      cluster.set(MetricOptions.REPORTERS_LIST, named + "," + NAME);
    }
  }

  /** A sentence for runs on a cluster of their own, where the option is set and does nothing. */
  public static Optional<String> notOnACluster(Configuration settings) {
    return settings
        .getOptional(MetricsOptions.PROMETHEUS_PORT)
        .map(
            port ->
                MetricsOptions.PROMETHEUS_PORT.key()
                    + " is "
                    + port
                    + ", but the job runs on a cluster, whose processes take reporters from their own"
                    + " configuration: put "
                    + PREFIX
                    + "factory.class: "
                    + FACTORY
                    + " and "
                    + PREFIX
                    + "port there.");
  }

  private static void requireFree(int port) {
    if (port < 1 || port > HIGHEST_PORT) {
      throw new UserException(
          MetricsOptions.PROMETHEUS_PORT.key()
              + " is "
              + port
              + "; a port is a number from 1 to "
              + HIGHEST_PORT
              + ".");
    }
    try (ServerSocket socket = new ServerSocket(port)) {
      socket.getLocalPort();
    } catch (IOException e) {
      throw new UserException(
          "Port "
              + port
              + " for Prometheus cannot be opened ("
              + e.getMessage()
              + "); choose a free one with "
              + MetricsOptions.PROMETHEUS_PORT.key()
              + ".",
          e);
    }
  }
}
