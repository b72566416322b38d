package io.hsicflow.operators.replay;

import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** How a {@link SharedSerializer} wrote, in savepoints. Public with a constructor for Flink. */
public final class SharedSerializerSnapshot<T>
    extends CompositeTypeSerializerSnapshot<T, SharedSerializer<T>> {

  private static final int VERSION = 1;

  /** An empty one, to be read. */
  public SharedSerializerSnapshot() {}

  SharedSerializerSnapshot(SharedSerializer<T> serializer) {
    super(serializer);
  }

  @Override
  protected int getCurrentOuterSnapshotVersion() {
    return VERSION;
  }

  @Override
  protected TypeSerializer<?>[] getNestedSerializers(SharedSerializer<T> outer) {
    return new TypeSerializer<?>[] {outer.wire()};
  }

  @Override
  @SuppressWarnings("unchecked") // the one serializer that getNestedSerializers gave
  protected SharedSerializer<T> createOuterSerializerWithNestedSerializers(
      TypeSerializer<?>[] nested) {
    return new SharedSerializer<>((TypeSerializer<T>) nested[0]);
  }
}
