package io.hsicflow.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.job.FlinkSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
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
      HttpResponse<String> page =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(cluster.address()).build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("Apache Flink Web Dashboard");

      int taken = URI.create(cluster.address().toString()).getPort();
      assertThatThrownBy(() -> LocalCluster.start(settings(), taken))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("Port " + taken)
          .hasMessageContaining("--ui-port");
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
