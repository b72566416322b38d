package io.hsicflow.model.snapshot;

import io.hsicflow.model.json.JsonException;
import io.hsicflow.model.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The safetensors format: 8 bytes little-endian header length, a JSON header (name to type, shape
 * and offsets; string metadata), then the tensors' bytes without gap or overlap. Reading trusts
 * nothing: every length is checked before memory is taken for it.
 *
 * @param tensors the tensors by name
 * @param metadata the string metadata
 */
public record Safetensors(Map<String, TensorData> tensors, Map<String, String> metadata) {
  /** The largest tensor that is read: one array. */
  public static final int MAX_TENSOR_BYTES = Integer.MAX_VALUE - 8;

  private static final long MAX_HEADER = 16L << 20;
  private static final int MAX_DIMENSIONS = 16;
  private static final int MAX_NAME = 1_000;
  private static final int MAX_SHOWN = 80;

  /** Keeps sorted, unmodifiable copies. */
  public Safetensors {
    tensors = Collections.unmodifiableMap(new TreeMap<>(tensors));
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
  }

  /**
   * The tensor of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public TensorData tensor(String name) {
    TensorData tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "There is no tensor " + name + "; there are " + tensors.keySet() + ".");
    }
    return tensor;
  }

  /** Reads a file that is in memory. */
  public static Safetensors read(byte[] file) throws IOException {
    return read(new ByteArrayInputStream(file), file.length);
  }

  /**
   * Reads a whole file from a stream and leaves the stream open.
   *
   * @param in the stream, at the file's first byte
   * @param maxBytes the largest file to accept
   * @throws SafetensorsException if the file is longer than that, or is not safetensors
   */
  public static Safetensors read(InputStream in, long maxBytes) throws IOException {
    long headerBytes =
        ByteBuffer.wrap(exactly(in, 8, "header length")).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (headerBytes < 2 || headerBytes > MAX_HEADER || headerBytes > maxBytes - 8) {
      throw new SafetensorsException(
          "The header's length is given as "
              + Long.toUnsignedString(headerBytes)
              + " bytes; it must be between 2 and "
              + Math.min(MAX_HEADER, Math.max(2, maxBytes - 8))
              + ".");
    }
    Map<String, Object> header = parseHeader(exactly(in, (int) headerBytes, "header"));
    Map<String, String> metadata = metadata(header.remove(SafetensorsHeader.METADATA));
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, Object> member : header.entrySet()) {
      entries.add(entry(member.getKey(), member.getValue()));
    }
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long end = 0;
    for (Entry entry : entries) {
      if (entry.begin() != end) {
        throw new SafetensorsException(
            "Tensor "
                + entry.name()
                + " begins at byte "
                + entry.begin()
                + " where "
                + end
                + " was expected: tensors may neither overlap nor leave gaps.");
      }
      end = entry.end();
    }
    if (end > maxBytes - 8 - headerBytes) {
      throw new SafetensorsException(
          "The tensors take "
              + end
              + " bytes, but the file may have only "
              + maxBytes
              + " in all.");
    }
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    for (Entry entry : entries) {
      byte[] bytes = exactly(in, (int) (entry.end() - entry.begin()), "tensor " + entry.name());
      tensors.put(entry.name(), new TensorData(entry.type(), entry.shape(), bytes));
    }
    if (in.read() >= 0) {
      throw new SafetensorsException("There are bytes after the last tensor.");
    }
    return new Safetensors(tensors, metadata);
  }

  /**
   * Writes the file to a stream and leaves the stream open; wide types come first, so that all
   * tensors are aligned.
   */
  public void write(OutputStream out) throws IOException {
    List<String> order = new ArrayList<>(tensors.keySet());
    order.sort(
        Comparator.comparingInt((String name) -> -tensors.get(name).type().bytes())
            .thenComparing(Comparator.naturalOrder()));
    SafetensorsHeader header = new SafetensorsHeader(metadata);
    for (String name : order) {
      header.tensor(name, tensors.get(name).type(), tensors.get(name).shape());
    }
    out.write(header.bytes(0));
    for (String name : order) {
      out.write(tensors.get(name).bytes());
    }
  }

  private record Entry(String name, ElementType type, int[] shape, long begin, long end) {}

  private static Map<String, Object> parseHeader(byte[] bytes) throws SafetensorsException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return JsonReader.parseObject(text);
    } catch (CharacterCodingException e) {
      throw new SafetensorsException("The header is not UTF-8.", e);
    } catch (JsonException e) {
      throw new SafetensorsException("The header cannot be read. " + e.getMessage(), e);
    }
  }

  private static Map<String, String> metadata(Object value) throws SafetensorsException {
    Map<String, String> metadata = new TreeMap<>();
    if (value == null) {
      return metadata;
    }
    if (!(value instanceof Map<?, ?> members)) {
      throw new SafetensorsException(SafetensorsHeader.METADATA + " must be an object of strings.");
    }
    for (Map.Entry<?, ?> member : members.entrySet()) {
      if (!(member.getValue() instanceof String string)) {
        throw new SafetensorsException(
            SafetensorsHeader.METADATA
                + " must hold strings only, but "
                + shown(member.getKey())
                + " does not.");
      }
      metadata.put((String) member.getKey(), string);
    }
    return metadata;
  }

  private static Entry entry(String name, Object value) throws SafetensorsException {
    if (name.length() > MAX_NAME) {
      throw new SafetensorsException(
          "A tensor's name has "
              + name.length()
              + " characters; at most "
              + MAX_NAME
              + " are read.");
    }
    if (!(value instanceof Map<?, ?> members)
        || !(members.get("dtype") instanceof String dtype)
        || !(members.get("shape") instanceof List<?> sizes)
        || !(members.get("data_offsets") instanceof List<?> offsets)
        || offsets.size() != 2
        || !(offsets.get(0) instanceof Long begin)
        || !(offsets.get(1) instanceof Long end)) {
      throw new SafetensorsException(
          "Tensor " + name + " must have a dtype, a shape and two whole numbers as data_offsets.");
    }
    ElementType type = null;
    for (ElementType known : ElementType.values()) {
      if (known.name().equals(dtype)) {
        type = known;
      }
    }
    if (type == null) {
      throw new SafetensorsException(
          "Tensor "
              + name
              + " has the type "
              + shown(dtype)
              + "; known are "
              + List.of(ElementType.values())
              + ".");
    }
    int[] shape = shape(name, sizes);
    long bytes;
    try {
      bytes = Math.multiplyExact(TensorData.count(shape), type.bytes());
    } catch (ArithmeticException e) {
      throw new SafetensorsException("Tensor " + name + " of shape " + sizes + " is too large.", e);
    }
    if (begin < 0 || end < begin || end - begin != bytes || bytes > MAX_TENSOR_BYTES) {
      throw new SafetensorsException(
          "Tensor "
              + name
              + " of "
              + type
              + " "
              + sizes
              + " takes "
              + bytes
              + " bytes, but its offsets are "
              + begin
              + " and "
              + end
              + ".");
    }
    return new Entry(name, type, shape, begin, end);
  }

  private static int[] shape(String name, List<?> sizes) throws SafetensorsException {
    if (sizes.size() > MAX_DIMENSIONS) {
      throw new SafetensorsException(
          "Tensor "
              + name
              + " has "
              + sizes.size()
              + " dimensions; at most "
              + MAX_DIMENSIONS
              + " are read.");
    }
    int[] shape = new int[sizes.size()];
    for (int i = 0; i < shape.length; i++) {
      if (!(sizes.get(i) instanceof Long size) || size < 0 || size > Integer.MAX_VALUE) {
        throw new SafetensorsException(
            "Tensor " + name + " has a dimension of " + shown(sizes.get(i)) + ".");
      }
      shape[i] = size.intValue();
    }
    return shape;
  }

  /** A value of the header as a sentence may have it. */
  private static String shown(Object value) {
    if (value instanceof List || value instanceof Map) {
      return "no number";
    }
    String text = String.valueOf(value);
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
  }

  /**
   * Reads in growing pieces, so that a length that lies costs no more memory than there are bytes.
   */
  private static byte[] exactly(InputStream in, int count, String what) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new SafetensorsException(
          "The file ends within the "
              + what
              + ": "
              + count
              + " bytes were expected and "
              + bytes.length
              + " were there.");
    }
    return bytes;
  }
}
