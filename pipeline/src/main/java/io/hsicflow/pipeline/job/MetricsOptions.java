package io.hsicflow.pipeline.job;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Options of where the metrics of docs/metrics.md are shown besides the dashboard. */
public final class MetricsOptions {
  /** The port at which Prometheus reads the metrics. */
  public static final ConfigOption<Integer> PROMETHEUS_PORT =
      ConfigOptions.key("metrics.prometheus-port")
          .intType()
          .noDefaultValue()
          .withDescription(
              "The port at which a run in this process answers Prometheus with all metrics (http://HOST:PORT/metrics, at"
                  + " all addresses of the machine); unset: none. A Flink cluster takes reporters from its own"
                  + " configuration alone; docs/metrics.md has the lines.");

  private MetricsOptions() {}
}
