package io.hsicflow.operators.replay;

import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes values as another serializer does, and shares them where that one would copy. For values
 * that nobody changes. The heap backend copies a whole map when it is first changed during a
 * checkpoint: without this all pixels that are held would be copied by every checkpoint.
 */
final class SharedSerializer<T> extends TypeSerializer<T> {

  private static final long serialVersionUID = 1L;

  private final TypeSerializer<T> wire;

  SharedSerializer(TypeSerializer<T> wire) {
    this.wire = wire;
  }

  /** For records of {@code type}. */
  static <T> SharedSerializer<T> of(Class<T> type) {
    return new SharedSerializer<>(
        TypeInformation.of(type).createSerializer(new SerializerConfigImpl()));
  }

  TypeSerializer<T> wire() {
    return wire;
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<T> duplicate() {
    return new SharedSerializer<>(wire.duplicate());
  }

  @Override
  public T createInstance() {
    return wire.createInstance();
  }

  @Override
  public T copy(T from) {
    return from;
  }

  @Override
  public T copy(T from, T reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return wire.getLength();
  }

  @Override
  public void serialize(T value, DataOutputView target) throws IOException {
    wire.serialize(value, target);
  }

  @Override
  public T deserialize(DataInputView source) throws IOException {
    return wire.deserialize(source);
  }

  @Override
  public T deserialize(T reuse, DataInputView source) throws IOException {
    // What was handed out may be held by others.
    return wire.deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    wire.copy(source, target);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SharedSerializer<?> shared && wire.equals(shared.wire);
  }

  @Override
  public int hashCode() {
    return 31 * SharedSerializer.class.hashCode() + wire.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    return new SharedSerializerSnapshot<>(this);
  }
}
