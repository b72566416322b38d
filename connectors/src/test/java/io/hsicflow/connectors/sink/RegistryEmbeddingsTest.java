package io.hsicflow.connectors.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.schemas.record.EmbeddedImage;
import io.hsicflow.schemas.registry.RegisteredSchema;
import io.hsicflow.schemas.registry.RegistryRefusal;
import io.hsicflow.schemas.registry.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;

class RegistryEmbeddingsTest {
  private final Questions registry = new Questions();

  @Test
  void embeddingsCarryTheIdThatTheRegistryGives() {
    EmbeddingSchema schema = schema(Map.of());
    schema.open(null, null);

    byte[] value = schema.serialize(image(), null, null).value();

    assertThat(value).startsWith(0, 0x0A, 0x0B, 0x0C, 0x0D);
    assertThat(value[5]).as("the length of the id, zigzag").isEqualTo((byte) 6);
    assertThat(registry.asked).containsExactly("register embeddings-value");
  }

  @Test
  void subjectAndRegistrationAreOptions() {
    schema(
            Map.of(
                "embeddings.topic",
                "out",
                "embeddings.subject",
                "vectors",
                "embeddings.register",
                "false"))
        .open(null, null);
    schema(Map.of("embeddings.topic", "out")).open(null, null);

    assertThat(registry.asked).containsExactly("look up vectors", "register out-value");
  }

  @Test
  void aRefusalEndsTheJobWithoutARestart() {
    registry.refused = true;

    assertThatThrownBy(() -> schema(Map.of()).open(null, null))
        .isInstanceOf(SuppressRestartsException.class)
        .hasRootCauseInstanceOf(RegistryRefusal.class)
        .hasRootCauseMessage("No.");
  }

  @Test
  void aFormatThatThereIsNotIsToldAndARegistryIsAskedForOnlyWhereOneIsNeeded() {
    Configuration strange = Configuration.fromMap(Map.of("embeddings.format", "protobuf"));

    assertThatThrownBy(() -> EmbeddingsOptions.wire(strange, () -> registry))
        .hasMessageContaining("'protobuf', but must be avro")
        .hasMessageContaining("avro-registry");
    assertThat(
            EmbeddingsOptions.wire(
                new Configuration(),
                () -> {
                  throw new AssertionError("Nobody needs a registry.");
                }))
        .isEqualTo(new SingleObjectEmbeddings());
  }

  private EmbeddingSchema schema(Map<String, String> settings) {
    Configuration conf = Configuration.fromMap(settings);
    conf.setString("embeddings.format", "avro-registry");
    return new EmbeddingSchema(
        conf.get(EmbeddingsOptions.TOPIC), EmbeddingsOptions.wire(conf, () -> registry));
  }

  private static EmbeddedImage image() {
    return new EmbeddedImage("a/1", "cam", 99, new float[] {1}, 7, "0".repeat(64), "in", 3, 5);
  }

  /** Writes down what it is asked. */
  private static final class Questions implements SchemaRegistry {
    private static final long serialVersionUID = 1L;
    private final transient List<String> asked = new ArrayList<>();
    private boolean refused;

    @Override
    public Optional<RegisteredSchema> find(int id) {
      throw new UnsupportedOperationException("Embeddings are only written.");
    }

    @Override
    public int register(String subject, Schema schema) {
      return answer("register " + subject);
    }

    @Override
    public int lookUp(String subject, Schema schema) {
      return answer("look up " + subject);
    }

    private int answer(String question) {
      if (refused) {
        throw new RegistryRefusal("No.");
      }
      asked.add(question);
      return 0x0A0B0C0D;
    }
  }
}
