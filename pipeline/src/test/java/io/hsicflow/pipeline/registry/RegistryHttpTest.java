package io.hsicflow.pipeline.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryHttpTest {
  private static final String FOUND = "{\"schema\": \"\\\"string\\\"\"}";

  private final Queue<Integer> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final List<Duration> pauses = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void whatMayPassIsAskedAgainAfterPausesThatDoubleUpToFiveSeconds() {
    failures.addAll(List.of(503, 429, 408, 500, 502, 504, 503, 503));

    assertThat(http(Duration.ofMinutes(5)).get("/schemas/ids/7").isSuccess()).isTrue();

    assertThat(pauses)
        .containsExactlyElementsOf(millis(200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000));
    assertThat(requests).hasValue(9);
  }

  @Test
  void whatKeepsFailingIsGivenUpBeforeAPauseBeyondThePatience() {
    for (int i = 0; i < 100; i++) {
      failures.add(500);
    }

    assertThatThrownBy(() -> http(Duration.ofSeconds(60)).get("/schemas/ids/7"))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The schema registry "
                + url()
                + " gave no answer to GET /schemas/ids/7 (HTTP 500, Error in the backend), asked again for"
                + " 60000 ms: check registry.url and that it runs.");
    Duration paused = pauses.stream().reduce(Duration.ZERO, Duration::plus);
    assertThat(paused).isLessThanOrEqualTo(Duration.ofSeconds(60));
    assertThat(requests).hasValue(pauses.size() + 1);
  }

  @Test
  void anAnswerThatStaysOneIsNotAskedForAgain() {
    failures.add(404);

    assertThat(http(Duration.ofMinutes(5)).get("/schemas/ids/7").status()).isEqualTo(404);

    assertThat(pauses).isEmpty();
  }

  @Test
  void anInterruptEndsTheWait() {
    failures.add(503);
    RegistryHttp interrupted =
        new RegistryHttp(
            settings(Duration.ofMinutes(5)),
            time -> {
              throw new InterruptedException();
            });

    assertThatThrownBy(() -> interrupted.get("/schemas/ids/7"))
        .hasMessage("The wait for the schema registry " + url() + " was interrupted.");
    assertThat(Thread.interrupted()).isTrue();
  }

  private RegistryHttp http(Duration patience) {
    return new RegistryHttp(settings(patience), pauses::add);
  }

  private RegistrySettings settings(Duration patience) {
    return new RegistrySettings(url(), null, Duration.ofSeconds(30), patience);
  }

  private String url() {
    return "http://"
        + server.getAddress().getAddress().getHostAddress()
        + ":"
        + server.getAddress().getPort();
  }

  private static List<Duration> millis(long... pauses) {
    List<Duration> durations = new ArrayList<>();
    for (long pause : pauses) {
      durations.add(Duration.ofMillis(pause));
    }
    return durations;
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    Integer failure = failures.poll();
    byte[] body =
        (failure == null
                ? FOUND
                : "{\"error_code\": 50001, \"message\": \"Error in the\\nbackend\"}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(failure == null ? 200 : failure, body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }
}
