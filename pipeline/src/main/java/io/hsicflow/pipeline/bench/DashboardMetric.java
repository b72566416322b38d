package io.hsicflow.pipeline.bench;

import io.hsicflow.model.json.JsonReader;
import io.hsicflow.pipeline.run.LocalCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;

/** A metric of an operator that runs in one task, as the dashboard of a local cluster shows it. */
final class DashboardMetric {
  private final URI address;
  private final String name;

  /**
   * @param operator the operator's name, which its task's name begins with
   * @param metric the name within the operator, with its groups
   */
  DashboardMetric(LocalCluster cluster, JobID job, String operator, String metric)
      throws Exception {
    name = "0." + operator + "." + metric;
    address =
        cluster
            .address()
            .resolve(
                "/jobs/"
                    + job
                    + "/vertices/"
                    + cluster.vertex(job, operator)
                    + "/metrics?get="
                    + name);
  }

  /**
   * Its value. The dashboard gathers metrics when it is asked for them, so that the first answers
   * are empty.
   *
   * @throws IllegalStateException if {@code limit} passes without one
   */
  double read(Duration limit) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(address).timeout(limit).build();
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      if (JsonReader.parse(body) instanceof List<?> values
          && !values.isEmpty()
          && values.get(0) instanceof Map<?, ?> first
          && first.get("value") instanceof String value) {
        return Double.parseDouble(value);
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "The dashboard shows no metric %s; its last answer was %s.".formatted(name, body));
      }
    }
  }
}
