package io.hsicflow.pipeline.registry;

import io.hsicflow.model.json.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Asks a registry and waits for its answer; asks again, after longer and longer pauses, where none
 * comes or one that may pass.
 */
final class RegistryHttp {
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

  /** Far more than any schema has. */
  private static final int MOST_BYTES = 1 << 20;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final RegistrySettings settings;
  private final Pause pause;
  private final HttpClient client;

  /** Lets time pass; a test does so itself. */
  interface Pause {
    /**
     * Waits.
     *
     * @throws InterruptedException where the thread is interrupted
     */
    void await(Duration time) throws InterruptedException;
  }

  RegistryHttp(RegistrySettings settings) {
    this(settings, time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()));
  }

  RegistryHttp(RegistrySettings settings, Pause pause) {
    this.settings = settings;
    this.pause = pause;
    // HTTP/1.1: without TLS the other begins with a question that some proxies do not take.
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.timeOut())
            .build();
  }

  /**
   * The answer to GET.
   *
   * @throws IllegalStateException with a sentence where there is none, or it does not let us in;
   *     that may pass, as where its own directory of users is away
   */
  Answer get(String path) {
    return ask("GET", path, request(path).GET().build());
  }

  /** The answer to POST of that object; throws as {@link #get}. */
  Answer post(String path, Map<String, Object> body) {
    return ask(
        "POST",
        path,
        request(path)
            .header("Content-Type", MEDIA_TYPE)
            .POST(HttpRequest.BodyPublishers.ofString(JsonWriter.write(body)))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(settings.url() + path))
            .header("Accept", MEDIA_TYPE + ", application/json")
            .timeout(settings.timeOut());
    if (settings.authorization() != null) {
      request.header("Authorization", settings.authorization());
    }
    return request;
  }

  /** Attempts and pauses count, by a clock that nobody sets. */
  private Answer ask(String method, String path, HttpRequest request) {
    Duration left = settings.patience();
    Duration next = FIRST_PAUSE;
    try {
      while (true) {
        String failure;
        long begun = System.nanoTime();
        try {
          Answer answer = send(request);
          if (answer.status() == 401 || answer.status() == 403) {
            throw new IllegalStateException(
                "The schema registry "
                    + settings.url()
                    + " does not let us in ("
                    + answer.text()
                    + "): check registry.username and registry.password, or registry.token, and what they may do.");
          }
          if (!answer.isPassing()) {
            return answer;
          }
          failure = answer.text();
        } catch (IOException e) {
          failure = text(e);
        }
        left = left.minusNanos(System.nanoTime() - begun).minus(next);
        if (left.isNegative()) {
          throw unreachable(method, path, failure);
        }
        pause.await(next);
        next =
            next.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                ? next.multipliedBy(2)
                : LONGEST_PAUSE;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "The wait for the schema registry " + settings.url() + " was interrupted.", e);
    }
  }

  private Answer send(HttpRequest request) throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, head -> new LimitedBody(MOST_BYTES));
    try {
      // The client's own time-out ends with the answer's head.
      HttpResponse<byte[]> response =
          answer.get(settings.timeOut().toNanos(), TimeUnit.NANOSECONDS);
      return Answer.of(response.statusCode(), response.body());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(
          "The schema registry "
              + settings.url()
              + " cannot be asked: "
              + e.getCause().getMessage(),
          e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + settings.timeOut().toMillis() + " ms", e);
    } finally {
      answer.cancel(true);
    }
  }

  private IllegalStateException unreachable(String method, String path, String failure) {
    return new IllegalStateException(
        "The schema registry "
            + settings.url()
            + " gave no answer to "
            + method
            + " "
            + path
            + " ("
            + failure
            + ")"
            + (settings.patience().isZero()
                ? ""
                : ", asked again for " + settings.patience().toMillis() + " ms")
            + ": check registry.url and that it runs.");
  }

  /** Many of Java's exceptions here have no message, but a cause that has one. */
  private static String text(IOException failure) {
    if (failure instanceof SSLException) {
      return "no TLS: "
          + failure.getMessage()
          + "; does it speak https, and does Java trust its certificate, -Djavax.net.ssl.trustStore?";
    }
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t.getMessage() != null) {
        return t.getMessage();
      }
    }
    return failure.getClass().getSimpleName();
  }
}
