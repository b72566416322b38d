package io.hsicflow.operators.evaluator;

import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The evaluator's source has no parts: there never is one of these. */
record NoSplit() implements SourceSplit {

  @Override
  public String splitId() {
    return "none";
  }

  /**
   * Writes nothing.
   *
   * @param <T> what has no content: a split, or the enumerator's state
   */
  static final class Serializer<T> implements SimpleVersionedSerializer<T> {

    private static final byte[] NOTHING = {};

    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(T empty) {
      return NOTHING;
    }

    @Override
    public T deserialize(int version, byte[] serialized) {
      return null;
    }
  }
}
