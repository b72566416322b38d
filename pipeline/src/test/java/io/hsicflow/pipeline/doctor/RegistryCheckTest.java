package io.hsicflow.pipeline.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class RegistryCheckTest {
  @Test
  void aRegistryThatAnswersIsFineAndOneThatIsGoneThrows() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String url = "http://localhost:" + server.getAddress().getPort();
    byte[] unknown = "{\"error_code\":40403,\"message\":\"\"}".getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/schemas/ids/1",
        exchange -> {
          exchange.sendResponseHeaders(404, unknown.length);
          exchange.getResponseBody().write(unknown);
          exchange.close();
        });
    server.start();

    assertThat(check(url, "5 s").look())
        .isEqualTo(Finding.fine(url + " answers, and has no schema of id 1"));

    server.stop(0);
    assertThatThrownBy(() -> check(url, "6 s").look())
        .hasMessageContaining("gave no answer")
        .hasMessageContaining("check registry.url and that it runs");
  }

  private static RegistryCheck check(String url, String timeOut) {
    return new RegistryCheck(
        Configuration.fromMap(Map.of("registry.url", url, "registry.time-out", timeOut)));
  }
}
