package io.hsicflow.tests.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hsicflow.model.json.JsonReader;
import io.hsicflow.model.json.JsonWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A schema registry in memory that speaks the part of Confluent's REST API that is asked for, with
 * its errors, and fails in the ways that it is told to.
 */
public final class StubRegistry implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<Integer, Map<String, Object>> schemas = new HashMap<>();
  private final Map<String, Map<String, Integer>> subjects = new HashMap<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final Queue<Failure> failures = new ArrayDeque<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private String required;
  private boolean strict;

  private record Failure(int status, String body) {}

  private StubRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** One on a free port of this machine. */
  public static StubRegistry start() throws IOException {
    return new StubRegistry();
  }

  /** Where it is. */
  public String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** Gives a schema an id. */
  public synchronized void put(int id, String schema) {
    schemas.put(id, Map.of("schema", schema));
  }

  synchronized void put(int id, Map<String, Object> answer) {
    schemas.put(id, answer);
  }

  /** The schema that was registered below a subject; null for none. */
  public synchronized String registered(String subject) {
    return subjects.getOrDefault(subject, Map.of()).keySet().stream().findFirst().orElse(null);
  }

  /** Lets in only who sends that header. */
  synchronized void require(String authorization) {
    required = authorization;
  }

  /** Refuses a second schema below a subject, as incompatible. */
  synchronized void refuseOthers() {
    strict = true;
  }

  /** Answers the next request with that status and no body. */
  public void failNext(int status) {
    failNext(status, "");
  }

  /** Answers the next requests so, one after the other; status 0: not at all. */
  synchronized void failNext(int status, String body) {
    failures.add(new Failure(status, body));
  }

  /** Method and path of all requests so far. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    requests.add(exchange.getRequestMethod() + " " + path);
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Failure failure = takeFailure();
    if (failure == null) {
      answer(exchange, path, body);
    } else if (failure.status() == 0) {
      awaitClosing();
      exchange.close();
    } else {
      send(exchange, failure.status(), failure.body());
    }
  }

  private synchronized Failure takeFailure() {
    return failures.poll();
  }

  private void awaitClosing() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void answer(HttpExchange exchange, String path, String body)
      throws IOException {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (required != null && !required.equals(authorization)) {
      error(exchange, 401, 40101, "Unauthorized");
    } else if (path.startsWith("/schemas/ids/")) {
      Map<String, Object> schema =
          schemas.get(Integer.parseInt(path.substring("/schemas/ids/".length())));
      if (schema == null) {
        error(exchange, 404, 40403, "Schema not found");
      } else {
        send(exchange, 200, JsonWriter.write(schema));
      }
    } else if (path.startsWith("/subjects/") && exchange.getRequestMethod().equals("POST")) {
      if (!"application/vnd.schemaregistry.v1+json"
          .equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
        error(exchange, 415, 415, "HTTP 415 Unsupported Media Type");
        return;
      }
      String subject = path.split("/")[2];
      String schema = (String) JsonReader.parseObject(body).get("schema");
      if (path.endsWith("/versions")) {
        register(exchange, subject, schema);
      } else {
        lookUp(exchange, subject, schema);
      }
    } else {
      send(exchange, 404, "<html>Not here</html>");
    }
  }

  private void register(HttpExchange exchange, String subject, String schema) throws IOException {
    Map<String, Integer> below = subjects.computeIfAbsent(subject, none -> new LinkedHashMap<>());
    if (strict && !below.isEmpty() && !below.containsKey(schema)) {
      error(exchange, 409, 409, "Schema being registered is incompatible with an earlier schema");
      return;
    }
    int id = below.computeIfAbsent(schema, each -> 100 + schemas.size());
    put(id, schema);
    send(exchange, 200, "{\"id\":" + id + "}");
  }

  private void lookUp(HttpExchange exchange, String subject, String schema) throws IOException {
    if (!subjects.containsKey(subject)) {
      error(exchange, 404, 40401, "Subject '" + subject + "' not found.");
    } else if (!subjects.get(subject).containsKey(schema)) {
      error(exchange, 404, 40403, "Schema not found");
    } else {
      int id = subjects.get(subject).get(schema);
      send(
          exchange,
          200,
          JsonWriter.write(Map.of("subject", subject, "id", id, "version", 1, "schema", schema)));
    }
  }

  private static void error(HttpExchange exchange, int status, int code, String message)
      throws IOException {
    send(exchange, status, JsonWriter.write(Map.of("error_code", code, "message", message)));
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
