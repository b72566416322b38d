package io.hsicflow.model.snapshot;

import io.hsicflow.model.json.JsonWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The header of a safetensors file that is written, its tensors in the order of their bytes. */
final class SafetensorsHeader {
  /** The member of the header that is no tensor. */
  static final String METADATA = "__metadata__";

  private static final int LENGTH_BYTES = 8;
  private static final int ALIGNMENT = 8;

  private final Map<String, Object> members = new LinkedHashMap<>();
  private long end;

  SafetensorsHeader(Map<String, String> metadata) {
    if (!metadata.isEmpty()) {
      members.put(METADATA, metadata);
    }
  }

  /** Adds the tensor whose bytes come next. */
  SafetensorsHeader tensor(String name, ElementType type, int... shape) {
    List<Integer> sizes = new ArrayList<>();
    for (int size : shape) {
      sizes.add(size);
    }
    long next = Math.addExact(end, Math.multiplyExact(TensorData.count(shape), type.bytes()));
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("dtype", type.name());
    description.put("shape", sizes);
    description.put("data_offsets", List.of(end, next));
    members.put(name, description);
    end = next;
    return this;
  }

  /**
   * The file up to its first tensor: the header's length, the header, and spaces behind it.
   *
   * @param atLeast how many bytes there must be, a multiple of 8; more where the header is longer
   */
  byte[] bytes(int atLeast) {
    byte[] text = JsonWriter.write(members).getBytes(StandardCharsets.UTF_8);
    int padded = (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    int header = Math.max(padded, atLeast - LENGTH_BYTES);
    ByteBuffer bytes =
        ByteBuffer.allocate(LENGTH_BYTES + header).order(ByteOrder.LITTLE_ENDIAN).putLong(header);
    bytes.put(text);
    while (bytes.hasRemaining()) {
      bytes.put((byte) ' ');
    }
    return bytes.array();
  }
}
