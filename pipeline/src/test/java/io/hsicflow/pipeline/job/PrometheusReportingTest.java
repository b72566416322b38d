package io.hsicflow.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.standalone.FreePorts;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusReportingTest {
  @Test
  void withoutThePortNothingIsSet() {
    Configuration cluster = new Configuration();

    PrometheusReporting.addTo(cluster, new Configuration());

    assertThat(cluster.keySet()).isEmpty();
    assertThat(PrometheusReporting.notOnACluster(cluster)).isEmpty();
  }

  @Test
  void thePortSetsFlinksOwnReporter() throws IOException {
    String port = String.valueOf(new FreePorts().next());
    Configuration cluster = new Configuration();

    PrometheusReporting.addTo(cluster, settings(port));

    assertThat(cluster.toMap())
        .containsOnly(
            Map.entry(
                "metrics.reporter.prometheus.factory.class",
                "org.apache.flink.metrics.prometheus.PrometheusReporterFactory"),
            Map.entry("metrics.reporter.prometheus.port", port));
  }

  @Test
  void reportersThatTheUserNamesStay() throws IOException {
    Configuration cluster = Configuration.fromMap(Map.of("metrics.reporters", "seen"));

    PrometheusReporting.addTo(cluster, settings(String.valueOf(new FreePorts().next())));

    assertThat(cluster.toMap()).containsEntry("metrics.reporters", "seen,prometheus");
  }

  @Test
  void aTakenPortIsRefused() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      String port = String.valueOf(taken.getLocalPort());

      assertThatThrownBy(() -> PrometheusReporting.addTo(new Configuration(), settings(port)))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("Port " + port)
          .hasMessageContaining("metrics.prometheus-port");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "65536"})
  void whatIsNoPortIsRefused(String port) {
    assertThatThrownBy(() -> PrometheusReporting.addTo(new Configuration(), settings(port)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(port)
        .hasMessageContaining("1 to 65535");
  }

  @Test
  void onAClusterASentenceSaysWhatToSetThere() {
    assertThat(PrometheusReporting.notOnACluster(settings("9249")))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .contains("metrics.prometheus-port is 9249")
                    .contains("metrics.reporter.prometheus.factory.class"));
  }

  private static Configuration settings(String port) {
    return Configuration.fromMap(Map.of("metrics.prometheus-port", port));
  }
}
