package io.hsicflow.schemas.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaCompatibilityTest {

  @ParameterizedTest
  @ValueSource(strings = {"Image", "Embedding", "DeadLetter", "Snapshot", "Evaluation", "Control"})
  void everyVersionReadsAndIsReadByEveryOther(String name) {
    List<Schema> versions = versions(name);
    for (Schema one : versions) {
      for (Schema other : versions) {
        assertThat(
                SchemaCompatibility.checkReaderWriterCompatibility(one, other)
                    .getResult()
                    .getCompatibility())
            .as("%s read as%n%s", other, one)
            .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
      }
    }
  }

  /**
   * A change of a schema needs a new folder under avro-released; the folders that are there never
   * change.
   */
  @ParameterizedTest
  @ValueSource(strings = {"Image", "Embedding", "DeadLetter", "Snapshot", "Evaluation", "Control"})
  void theCurrentSchemaIsTheNewestReleasedOne(String name) {
    List<Schema> released = ReleasedSchemas.of(name);
    assertThat(released).isNotEmpty();
    assertThat(SchemaNormalization.toParsingForm(released.get(released.size() - 1)))
        .isEqualTo(SchemaNormalization.toParsingForm(current(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Image", "Embedding", "DeadLetter", "Snapshot", "Evaluation", "Control"})
  void everyFieldHasASentence(String name) {
    Schema schema = current(name);
    assertThat(schema.getDoc()).endsWith(".");
    for (Schema.Field field : schema.getFields()) {
      assertThat(field.doc()).as(field.name()).isNotBlank().matches("(?s)[A-Z0-9].*\\.");
    }
  }

  @ParameterizedTest
  @CsvSource({"Image,1", "Embedding,1", "DeadLetter,1", "Snapshot,1", "Evaluation,1", "Control,3"})
  void readsTheBytesThatItsFirstVersionWrote(String name, int version) throws Exception {
    byte[] bytes;
    try (InputStream in =
        getClass().getResourceAsStream("/messages/" + version + "/" + name + ".bin")) {
      bytes = in.readAllBytes();
    }
    SpecificRecordBase read = MessageCodec.of(bytes).orElseThrow().decode(bytes);
    assertThat(read).isEqualTo(SampleMessages.all().get(name));
  }

  private static List<Schema> versions(String name) {
    List<Schema> versions = new ArrayList<>(ReleasedSchemas.of(name));
    versions.add(current(name));
    return versions;
  }

  private static Schema current(String name) {
    return SampleMessages.all().get(name).getSchema();
  }
}
