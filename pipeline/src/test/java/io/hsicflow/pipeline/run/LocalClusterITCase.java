package io.hsicflow.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.job.FlinkSettings;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalClusterITCase {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir private Path folder;

  @Test
  void theDashboardAnswersWhereTheClusterSaysAndItsPortIsTaken() throws Exception {
    try (LocalCluster cluster = LocalCluster.start(settings(), LocalCluster.ANY_PORT)) {
      HttpResponse<String> page = page(cluster.address());
      assertThat(page.statusCode()).isEqualTo(HttpURLConnection.HTTP_OK);
      assertThat(page.body()).contains("Apache Flink Web Dashboard");

      int taken = URI.create(cluster.address().toString()).getPort();
      assertThatThrownBy(() -> LocalCluster.start(settings(), taken))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("Port " + taken)
          .hasMessageContaining("--ui-port");
    }
  }

  /** A page, once there is one: until its JobManager has been elected, a cluster answers 503. */
  private static HttpResponse<String> page(URI address) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(address).timeout(LIMIT).build();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    HttpResponse<String> page;
    do {
      page = client.send(request, HttpResponse.BodyHandlers.ofString());
    } while (page.statusCode() == HttpURLConnection.HTTP_UNAVAILABLE
        && System.nanoTime() < deadline);
    return page;
  }

  /**
   * All of 127.0.0.0/8 is this machine's on Linux; one bound to all addresses answers at 127.0.0.2.
   */
  @Test
  void theDashboardAnswersThisMachineOnly() throws Exception {
    try (LocalCluster cluster = LocalCluster.start(settings(), LocalCluster.ANY_PORT)) {
      int port = cluster.address().getPort();
      assertThat(InetAddress.getByName(cluster.address().getHost()).isLoopbackAddress()).isTrue();
      List<InetAddress> others = new ArrayList<>(List.of(InetAddress.getByName("127.0.0.2")));
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLoopbackAddress())
          .forEach(others::add);
      for (InetAddress other : others) {
        assertThatThrownBy(() -> new Socket(other, port).close())
            .as("%s answers at %s", cluster.address(), other)
            .isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void theDashboardTakesNoJarsAndAnswersNoOtherSitesPages() throws Exception {
    try (LocalCluster cluster = LocalCluster.start(settings(), LocalCluster.ANY_PORT)) {
      HttpResponse<String> page = page(cluster.address().resolve("/overview"));
      assertThat(page.headers().firstValue("access-control-allow-origin"))
          .contains("http://localhost");

      assertThat(page(cluster.address().resolve("/jars")).statusCode())
          .isEqualTo(HttpURLConnection.HTTP_NOT_FOUND);
    }
  }

  @Test
  void theJobsOwnSettingsAreNotAmongTheClustersThatTheDashboardShows() throws Exception {
    Configuration settings = settings();
    settings.setString("kafka.client.rack", "hunter2");
    settings.setString("kafka.sasl.jaas.config", "hunter2");
    try (LocalCluster cluster = LocalCluster.start(settings, LocalCluster.ANY_PORT)) {
      HttpResponse<String> page = page(cluster.address().resolve("/jobmanager/config"));
      assertThat(page.body()).contains("rest.bind-address").doesNotContain("hunter2", "kafka.");
    }
  }

  @Test
  void aStoppedJobGoesOnFromItsSavepointToItsEnd() throws Exception {
    try (LocalCluster cluster = LocalCluster.start(settings(), LocalCluster.ANY_PORT)) {
      RunningJob endless = cluster.submit(countTo(Long.MAX_VALUE - 1));
      assertThatThrownBy(() -> endless.awaitTermination(Duration.ofMillis(1)))
          .isInstanceOf(TimeoutException.class);

      String savepoint = endless.stopWithSavepoint(LIMIT);

      assertThat(endless.status()).isEqualTo(JobStatus.FINISHED);
      assertThat(StateFolder.of(settings()).newest()).contains(savepoint);
      assertThat(cluster.checkpointTimes(endless.id())).hasSize(1);
      StreamGraph again = countTo(Long.MAX_VALUE - 1);
      again.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
      RunningJob resumed = cluster.submit(again);
      resumed.cancel();
      assertThat(resumed.awaitTermination(LIMIT)).isFalse();
    }
  }

  @Test
  void aBoundedJobFinishes() throws Exception {
    try (LocalCluster cluster = LocalCluster.start(settings(), LocalCluster.ANY_PORT)) {
      assertThat(cluster.submit(countTo(10)).awaitTermination(LIMIT)).isTrue();
    }
  }

  private Configuration settings() {
    return FlinkSettings.complete(
        Configuration.fromMap(Map.of("job.folder", folder.resolve("state").toString())));
  }

  private StreamGraph countTo(long last) {
    StreamExecutionEnvironment env = new StreamExecutionEnvironment(settings());
    env.setParallelism(1);
    env.fromSequence(0, last).uid("numbers").sinkTo(new DiscardingSink<>()).uid("nowhere");
    return env.getStreamGraph();
  }
}
