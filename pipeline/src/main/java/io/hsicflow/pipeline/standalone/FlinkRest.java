package io.hsicflow.pipeline.standalone;

import io.hsicflow.model.json.JsonReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Questions to a JobManager's REST endpoint on this machine. */
public final class FlinkRest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;

  FlinkRest(int port) {
    this.port = port;
  }

  /**
   * The answer to {@code GET path}.
   *
   * @throws IOException where nobody answers, or not with what was asked
   */
  public Map<String, Object> get(String path) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .timeout(LIMIT)
            .build();
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != HttpURLConnection.HTTP_OK) {
        // A JobManager that has not elected its leader yet answers, but not what was asked.
        throw new IOException(
            "The JobManager answers "
                + path
                + " with "
                + answer.statusCode()
                + ": "
                + answer.body());
      }
      return JsonReader.parseObject(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while asking the JobManager.");
    }
  }

  /** The names by which the JobManager knows its TaskManagers. */
  public List<String> taskManagers() throws IOException {
    return each(get("/taskmanagers"), "taskmanagers", "id");
  }

  /** The states of all jobs since the start, the newest first. */
  public List<String> jobStates() throws IOException {
    return each(get("/jobs/overview"), "jobs", "state");
  }

  private static List<String> each(Map<String, Object> answer, String list, String field) {
    List<String> values = new ArrayList<>();
    for (Object entry : (List<?>) answer.get(list)) {
      values.add((String) ((Map<?, ?>) entry).get(field));
    }
    return values;
  }
}
