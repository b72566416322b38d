package io.hsicflow.schemas.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records must pass between operators with {@code pipeline.generic-types = false}. */
class RecordSerializationTest {
  private static final byte[] BYTES = {1, 2, 3, -4};
  private static final SourceImage IMAGE =
      new SourceImage(
          "images", 1, 42, "a", "camera", 1_700_000_000_000L, "cat", 2, 2, new byte[12]);
  private static final RejectedRecord REJECTED =
      new RejectedRecord("images", 1, 43, 5, null, BYTES, "malformed", "It has 4 bytes.");

  private static final LearnerChange CHANGE =
      new LearnerChange("control-0-3", LearnerChangeKind.TAU, 5000, 0.996, "team", "");

  static Stream<Object> records() {
    return Stream.of(
        new RawRecord("images", 0, 7, 9, BYTES, BYTES),
        new RawRecord("images", 0, 7, -1, null, null),
        new RawRecord("images", 0, 7, 9, null, BYTES, "dead-letters-0-3"),
        IMAGE,
        new SourceImage("images", 1, 42, "a", "camera", -1, null, 1, 1, BYTES),
        new SourceImage("images", 1, 42, "a", "camera", -1, null, 1, 1, BYTES, BYTES),
        new SourceImage("images", 1, 42, "a", "camera", -1, null, 1, 1, null, BYTES),
        REJECTED,
        GateResult.accept(IMAGE),
        GateResult.reject(REJECTED),
        RejectedRecord.of(
            new RawRecord("images", 0, 7, 9, null, BYTES, "dead-letters-0-3"), "malformed", "Bad."),
        new Example(1, 2, 0, 3, IMAGE),
        new Views(1, 2, 0, 3, null, BYTES, BYTES),
        new Views(1, 2, 0, 3, "cat", BYTES, BYTES),
        new Example(1, 2, 0, 3, IMAGE, CHANGE),
        new Views(1, 2, 0, 3, null, BYTES, BYTES, CHANGE),
        CHANGE,
        new EmbeddedImage(
            "a", "camera", 1, new float[] {0.5f, -1, Float.NaN}, 100, "ab12", "images", 1, 42),
        new TrainingProgress(
            1,
            64,
            0.1,
            0.2,
            0.3,
            1,
            0.4,
            5,
            0.99,
            2,
            0.05,
            Double.NaN,
            0,
            2,
            3,
            true,
            1,
            3.5,
            600,
            1_700_000_000_000L),
        new SnapshotPublished("/s", 1, 64, "ab12", 0, 9, Map.of("loss", 0.5)),
        new EvaluationResult("knn", 1, "ab12", 64, 9, 2000, Map.of("k5", 0.7)));
  }

  @ParameterizedTest
  @MethodSource("records")
  void survivesFlinksPojoSerializerWithoutGenericTypes(Object record) throws IOException {
    assertRoundTrip(record);
  }

  private static <T> void assertRoundTrip(T record) throws IOException {
    @SuppressWarnings("unchecked")
    Class<T> type = (Class<T>) record.getClass();
    TypeInformation<T> info = TypeInformation.of(type);
    assertThat(info).isInstanceOf(PojoTypeInfo.class);
    Configuration conf = new Configuration();
    conf.set(PipelineOptions.GENERIC_TYPES, false);
    TypeSerializer<T> serializer = info.createSerializer(new SerializerConfigImpl(conf));

    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(record, out);
    T read = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));

    assertSame(read, record);
    assertSame(serializer.copy(record), record);
  }

  private static void assertSame(Object actual, Object expected) {
    assertThat(actual)
        .usingRecursiveComparison()
        .withEqualsForType(Float::equals, Float.class)
        .withEqualsForType(Double::equals, Double.class)
        .isEqualTo(expected);
  }
}
