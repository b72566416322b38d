package io.hsicflow.operators.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.schemas.record.SourceImage;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshotSerializationUtil;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class SharedSerializerTest {

  private final TypeSerializer<SourceImage> serializer = SharedSerializer.of(SourceImage.class);

  @Test
  void aCheckpointCopiesNoPixels() {
    SourceImage image = ReplayedStream.image("camera", 7, 4);

    assertThat(serializer.copy(image)).isSameAs(image);
    assertThat(serializer.duplicate().copy(image, image)).isSameAs(image);
  }

  @Test
  void whatIsWrittenIsReadByTheSerializerOfASavepoint() throws Exception {
    SourceImage image = ReplayedStream.image("camera", 7, 4);
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshotSerializationUtil.writeSerializerSnapshot(
        out, serializer.snapshotConfiguration());
    serializer.serialize(image, out);

    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    TypeSerializerSnapshot<SourceImage> snapshot =
        TypeSerializerSnapshotSerializationUtil.readSerializerSnapshot(
            in, SharedSerializerTest.class.getClassLoader());
    TypeSerializer<SourceImage> restored = snapshot.restoreSerializer();

    assertThat(restored).isEqualTo(serializer).hasSameHashCodeAs(serializer);
    assertThat(restored.deserialize(in)).usingRecursiveComparison().isEqualTo(image);
    assertThat(
            serializer
                .snapshotConfiguration()
                .resolveSchemaCompatibility(snapshot)
                .isCompatibleAsIs())
        .isTrue();
  }
}
