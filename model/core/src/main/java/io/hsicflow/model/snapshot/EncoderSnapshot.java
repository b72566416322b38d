package io.hsicflow.model.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An encoder at one step: its tensors in single precision under torchvision's names (without {@code
 * fc}), and what is to be said of them. Never changes once made.
 */
public final class EncoderSnapshot {
  /** The largest snapshot file that is read: 4 GiB, ten times a ResNet-101 of double width. */
  public static final long MAX_FILE_BYTES = 4L << 30;

  private static final String DIGEST = "digest";

  private final SortedMap<String, FloatTensor> tensors;
  private final SnapshotMetadata metadata;
  private final String digest;

  /**
   * Takes the tensors as they are (their values are not copied) and computes the digest.
   *
   * @param tensors by torchvision's names
   * @param metadata what is to be said of them
   */
  public EncoderSnapshot(Map<String, FloatTensor> tensors, SnapshotMetadata metadata) {
    this(new TreeMap<>(tensors), metadata, digest(new TreeMap<>(tensors)));
  }

  private EncoderSnapshot(
      SortedMap<String, FloatTensor> tensors, SnapshotMetadata metadata, String digest) {
    this.tensors = Collections.unmodifiableSortedMap(tensors);
    this.metadata = metadata;
    this.digest = digest;
  }

  /** The tensors in the order of their names. */
  public SortedMap<String, FloatTensor> tensors() {
    return tensors;
  }

  /** Whether every number is finite; an encoder of others embeds nothing. */
  public boolean isFinite() {
    for (FloatTensor tensor : tensors.values()) {
      for (float value : tensor.values()) {
        if (!Float.isFinite(value)) {
          return false;
        }
      }
    }
    return true;
  }

  /** What is said of them. */
  public SnapshotMetadata metadata() {
    return metadata;
  }

  /**
   * SHA-256, in lower-case hexadecimal, over the tensors in the order of their names: for each its
   * name in UTF-8, a zero byte, {@code F32}, a zero byte, the number of dimensions and each
   * dimension as 8 bytes little-endian, and its values as little-endian bytes.
   */
  public String digest() {
    return digest;
  }

  /** The name of its file, {@code step-STEP-DIGEST12.safetensors}. */
  public String fileName() {
    return "step-" + metadata.step() + "-" + digest.substring(0, 12) + ".safetensors";
  }

  /** The same tensors with other metadata. */
  public EncoderSnapshot withMetadata(SnapshotMetadata other) {
    return new EncoderSnapshot(tensors, other, digest);
  }

  /** Writes it as safetensors and leaves the stream open. */
  public void write(OutputStream out) throws IOException {
    Map<String, TensorData> data = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> data.put(name, TensorData.ofFloats(tensor.shape(), tensor.values())));
    Map<String, String> strings = new LinkedHashMap<>(metadata.toStrings());
    strings.put(DIGEST, digest);
    new Safetensors(data, strings).write(out);
  }

  /**
   * Reads a snapshot and checks its digest.
   *
   * @throws IOException if it is no snapshot, or its tensors are not those of its digest
   */
  public static EncoderSnapshot read(InputStream in) throws IOException {
    Safetensors file = Safetensors.read(in, MAX_FILE_BYTES);
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, TensorData> entry : file.tensors().entrySet()) {
      TensorData data = entry.getValue();
      if (data.type() != ElementType.F32) {
        throw new SafetensorsException(
            "Tensor "
                + entry.getKey()
                + " of a snapshot is "
                + data.type()
                + "; snapshots hold F32 only.");
      }
      tensors.put(entry.getKey(), new FloatTensor(data.shape(), data.toFloats()));
    }
    EncoderSnapshot snapshot;
    try {
      snapshot = new EncoderSnapshot(tensors, SnapshotMetadata.fromStrings(file.metadata()));
    } catch (IllegalArgumentException e) {
      throw new SafetensorsException("This is no snapshot of hsicflow. " + e.getMessage(), e);
    }
    String said = file.metadata().get(DIGEST);
    if (!snapshot.digest.equals(said)) {
      throw new SafetensorsException(
          "The snapshot's tensors have the digest "
              + snapshot.digest
              + ", but its metadata says "
              + said
              + ": the file is damaged or was changed.");
    }
    return snapshot;
  }

  private static String digest(SortedMap<String, FloatTensor> tensors) {
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
    tensors.forEach(
        (name, tensor) -> {
          sha256.update(name.getBytes(StandardCharsets.UTF_8));
          sha256.update((byte) 0);
          sha256.update("F32".getBytes(StandardCharsets.UTF_8));
          sha256.update((byte) 0);
          ByteBuffer shape =
              ByteBuffer.allocate(8 * (1 + tensor.shape().length)).order(ByteOrder.LITTLE_ENDIAN);
          shape.putLong(tensor.shape().length);
          for (int size : tensor.shape()) {
            shape.putLong(size);
          }
          sha256.update(shape.array());
          sha256.update(TensorData.ofFloats(tensor.shape(), tensor.values()).bytes());
        });
    return HexFormat.of().formatHex(sha256.digest());
  }
}
