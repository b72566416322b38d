package io.hsicflow.tests.registry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.hsicflow.pipeline.registry.HttpSchemaRegistry;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.registry.RegisteredSchema;
import io.hsicflow.schemas.registry.RegistryRefusal;
import io.hsicflow.schemas.registry.SchemaRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.apache.avro.Schema;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaRegistryTest {
  private static final Schema OURS = MessageCodec.EMBEDDING.publicSchema();
  private static final String SUBJECT = "embeddings-value";
  private static final String SECRET = "hunter2";
  private static final int MOST_OF_A_GREETING = 16_384;

  private StubRegistry stub;

  @BeforeEach
  void startTheStub() throws IOException {
    stub = StubRegistry.start();
  }

  @AfterEach
  void stopTheStub() {
    stub.close();
  }

  @Test
  void aSchemaIsAskedForOnceWhoeverAsks() {
    stub.put(7, "\"string\"");

    assertThat(registry().find(7)).contains(new RegisteredSchema("AVRO", "\"string\"", false));
    assertThat(registry().find(7)).isPresent();
    assertThat(stub.requests()).containsExactly("GET /schemas/ids/7");
  }

  @Test
  void typesAndReferencesAreTaken() {
    stub.put(8, Map.of("schema", "message A {}", "schemaType", "PROTOBUF"));
    stub.put(
        9,
        Map.of(
            "schema",
            "\"int\"",
            "references",
            List.of(Map.of("name", "a", "subject", "b", "version", 1))));

    assertThat(registry().find(8))
        .contains(new RegisteredSchema("PROTOBUF", "message A {}", false));
    assertThat(registry().find(9)).contains(new RegisteredSchema("AVRO", "\"int\"", true));
  }

  @Test
  void anUnknownIdIsNotAskedForAgainAtOnce() {
    assertThat(registry().find(5)).isEmpty();
    assertThat(registry().find(5)).isEmpty();
    assertThat(stub.requests()).containsExactly("GET /schemas/ids/5");
  }

  @Test
  void anIdThatTheRegistryCallsImpossibleIsUnknown() {
    stub.failNext(400, "{\"error_code\":400,\"message\":\"No such id\"}");
    stub.failNext(422, "{\"error_code\":42201,\"message\":\"Invalid id\"}");

    assertThat(registry().find(5)).isEmpty();
    assertThat(registry().find(6)).isEmpty();
  }

  @Test
  void aBadRequestThatNoRegistryWroteIsNoUnknownId() {
    stub.failNext(400, "<html>Bad</html>");

    assertThatThrownBy(() -> registry().find(7)).hasMessageContaining("HTTP 400");
  }

  @Test
  void aNotFoundThatNoRegistryWroteIsNoUnknownId() {
    stub.failNext(404, "<html>Nothing here</html>");

    assertThatThrownBy(() -> registry().find(7))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessageContaining("answers the question for the schema of id 7 as no schema registry")
        .hasMessageContaining("HTTP 404")
        .hasMessageContaining("check registry.url");
  }

  @Test
  void aRegistryThatSaysNothingOrIsNotThereIsGivenUp() {
    stub.failNext(0, "");
    SchemaRegistry hasty =
        registry(Map.of("registry.time-out", "100 ms", "registry.patience", "0 ms"));

    assertThatThrownBy(() -> hasty.find(7))
        .hasMessageContaining("gave no answer to GET /schemas/ids/7 (")
        .hasMessageEndingWith("): check registry.url and that it runs.");

    SchemaRegistry nowhere =
        registry(Map.of("registry.url", stub.url(), "registry.patience", "1 ms"));
    stub.close();
    assertThatThrownBy(() -> nowhere.find(7))
        .hasMessageContaining("gave no answer to GET /schemas/ids/7 (")
        .hasMessageContaining("), asked again for 1 ms: check");
  }

  /**
   * Java's client loses about one in two thousand of these failures, in its handshake, and then
   * runs into its time limit; who asks again is told.
   */
  @Test
  void oneThatDoesNotSpeakTlsIsToldAsSuch() throws Exception {
    Throwable told = answerOfAPlainServer();
    for (int again = 0; again < 2 && told.getMessage().contains("no answer within"); again++) {
      told = answerOfAPlainServer();
    }
    assertThat(told)
        .hasMessageContaining("no TLS: ")
        .hasMessageContaining("javax.net.ssl.trustStore");
  }

  private Throwable answerOfAPlainServer() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      FutureTask<Void> answer =
          new FutureTask<>(
              () -> {
                try (Socket client = plain.accept()) {
                  // As a server does: an answer before the greeting, or a close with some of it
                  // unread, could reach the client as a reset.
                  client.getInputStream().read(new byte[MOST_OF_A_GREETING]);
                  client.getOutputStream().write("HTTP/1.1 400 Bad\r\n\r\n".getBytes(US_ASCII));
                }
                return null;
              });
      new Thread(answer, "plain server").start();
      SchemaRegistry secured =
          registry(
              Map.of(
                  "registry.url",
                  "https://localhost:" + plain.getLocalPort(),
                  "registry.patience",
                  "0 ms"));
      Throwable told = catchThrowable(() -> secured.find(7));
      answer.get();
      return told;
    }
  }

  @Test
  void anAnswerOfMoreThanAMegabyteIsNotTaken() {
    stub.put(7, "x".repeat(1 << 20));

    assertThatThrownBy(() -> registry(Map.of("registry.patience", "0 ms")).find(7))
        .hasMessageContaining("more than 1048576 bytes");
  }

  @Test
  void itIsToldWhoAsks() {
    stub.put(7, "\"string\"");
    stub.require("Basic YmVsdDpodW50ZXIy"); // belt:hunter2
    Map<String, String> user = Map.of("registry.username", "belt", "registry.password", SECRET);
    assertThat(registry(user).find(7)).isPresent();

    stub.require("Bearer " + SECRET);
    assertThat(registry(Map.of("registry.token", SECRET)).find(7)).isPresent();
  }

  @Test
  void whoIsNotLetInIsToldWithoutTheSecretAndAtOnce() {
    stub.require("Bearer something else");

    assertThatThrownBy(() -> registry(Map.of("registry.token", SECRET)).find(7))
        .as("no refusal for good: a restart may be let in")
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessageContaining(
            "does not let us in (HTTP 401, Unauthorized): check registry.username")
        .hasMessageNotContaining(SECRET);
    assertThat(stub.requests()).hasSize(1);
  }

  @Test
  void ourSchemaIsRegisteredAsItIsPublishedAndAgainForTheSameId() {
    int id = registry().register(SUBJECT, OURS);

    assertThat(registry().register(SUBJECT, OURS)).isEqualTo(id);
    assertThat(registry().lookUp(SUBJECT, OURS)).isEqualTo(id);
    assertThat(new Schema.Parser().parse(stub.registered(SUBJECT))).isEqualTo(OURS);
    assertThat(stub.registered(SUBJECT)).contains("\"doc\"").doesNotContain("avro.java.string");
    assertThat(stub.requests())
        .as("the restart and the look-up write nothing")
        .containsExactly(
            "POST /subjects/embeddings-value",
            "POST /subjects/embeddings-value/versions",
            "POST /subjects/embeddings-value",
            "POST /subjects/embeddings-value");
  }

  @Test
  void aSubjectMayHaveAnyName() {
    registry().register("a b/ä+c", OURS);

    assertThat(stub.requests())
        .containsExactly(
            "POST /subjects/a%20b%2F%C3%A4%2Bc", "POST /subjects/a%20b%2F%C3%A4%2Bc/versions");
  }

  @Test
  void aSchemaThatTheSubjectsRuleForbidsIsRefused() {
    registry().register(SUBJECT, Schema.create(Schema.Type.STRING));
    stub.refuseOthers();

    assertThatThrownBy(() -> registry().register(SUBJECT, OURS))
        .isInstanceOf(RegistryRefusal.class)
        .hasMessageContaining("does not take our schema Embedding for the subject embeddings-value")
        .hasMessageContaining("HTTP 409, Schema being registered is incompatible")
        .hasMessageContaining("embeddings.subject");
  }

  @Test
  void aSchemaThatNobodyRegisteredIsNotFound() {
    assertThatThrownBy(() -> registry().lookUp(SUBJECT, OURS))
        .isInstanceOf(RegistryRefusal.class)
        .hasMessageContaining("Subject 'embeddings-value' not found.")
        .hasMessageContaining("set embeddings.register to true");
  }

  @Test
  void settingsThatDoNotFitTogetherAreToldWithoutSecrets() {
    assertRefused(Map.of(), "registry.url is not set");
    assertRefused(Map.of("registry.url", "registry:8081"), "must be an address such as");
    assertRefused(Map.of("registry.url", "ftp://registry"), "must be an address such as");
    assertRefused(Map.of("registry.url", "http://belt:hunter2@registry"), "names a user");
    assertRefused(
        Map.of("registry.url", "http://belt:hunter2@schema_registry:8081"), "names a user");
    assertRefused(Map.of("registry.url", "belt:hunter2@registry:8081"), "names a user");
    assertRefused(Map.of("registry.url", "http://belt:hunter2 @x"), "names a user");
    assertRefused(Map.of("registry.url", "http://registry/a hunter2"), "is no address");
    assertRefused(Map.of("registry.url", "http://registry:8081?token=hunter2"), "behind a ?");
    assertRefused(Map.of("registry.url", "registry:8081?token=hunter2"), "behind a ?");
    for (String token : List.of("hunter2\n", "hunter2 ", "hunter2\u00fc", "hunter2\u20ac", "")) {
      assertRefused(
          Map.of("registry.url", stub.url(), "registry.token", token), "is no bearer token");
    }
    assertRefused(Map.of("registry.url", stub.url(), "registry.password", SECRET), "set both");
    assertRefused(
        Map.of(
            "registry.url",
            stub.url(),
            "registry.username",
            "belt",
            "registry.password",
            SECRET,
            "registry.token",
            SECRET),
        "remove one");
    assertRefused(Map.of("registry.url", stub.url(), "registry.time-out", "0 ms"), "above 0");
    assertThat(registry(Map.of("registry.token", SECRET)).toString()).doesNotContain(SECRET);
  }

  private static void assertRefused(Map<String, String> settings, String part) {
    assertThatThrownBy(() -> HttpSchemaRegistry.of(Configuration.fromMap(settings)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(part)
        .hasMessageNotContaining(SECRET);
  }

  private SchemaRegistry registry() {
    return registry(Map.of());
  }

  private SchemaRegistry registry(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(Map.of("registry.url", stub.url() + "/"));
    settings.putAll(more);
    return HttpSchemaRegistry.of(Configuration.fromMap(settings));
  }
}
