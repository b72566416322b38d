package io.hsicflow.pipeline.fuzz;

import io.hsicflow.model.network.Normalisation;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.model.snapshot.FloatTensor;
import io.hsicflow.model.snapshot.Safetensors;
import io.hsicflow.model.snapshot.SnapshotMetadata;
import io.hsicflow.model.snapshot.TensorData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes files that are, or are meant to look like, safetensors. */
final class SafetensorsInputs {
  private static final int LENGTH_BYTES = 8;
  private static final int MOST_TENSORS = 6;

  /** How a file is made. */
  enum Kind {
    HONEST,
    FLIPPED,
    TRUNCATED,
    SPLICED,
    SHIFTED,
    HEADER_LENGTH,
    HEADER_TEXT,
    NUMBERS,
    ENTRIES,
    NESTED,
    BOMB,
    RANDOM
  }

  /** One file to try. */
  record Input(long number, Kind kind, byte[] file) {}

  private final long seed;

  SafetensorsInputs(long seed) {
    this.seed = seed;
  }

  /** Input {@code number}: the same for the same seed, whatever was made before it. */
  Input make(long number) {
    Draw draw = Draw.of(seed, number, 1);
    List<Kind> kinds = List.of(Kind.values());
    Kind kind = draw.one(kinds);
    if (kind == Kind.BOMB && !draw.chance(0.005)) {
      kind = Kind.NUMBERS;
    }
    byte[] honest = honest(draw);
    byte[] file =
        switch (kind) {
          case HONEST -> honest;
          case FLIPPED -> ByteEdits.flipped(honest, 8, draw);
          case TRUNCATED -> ByteEdits.cut(honest, draw);
          case SPLICED -> ByteEdits.spliced(honest, honest(draw), draw);
          case SHIFTED -> ByteEdits.shifted(honest, draw);
          case HEADER_LENGTH -> {
            byte[] out = honest.clone();
            long told = draw.chance(0.5) ? draw.edge() : draw.below(2 * out.length);
            ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN).putLong(told);
            yield out;
          }
          case HEADER_TEXT -> {
            byte[] text = header(honest).getBytes(StandardCharsets.UTF_8);
            yield file(ByteEdits.shifted(ByteEdits.flipped(text, 4, draw), draw), data(honest));
          }
          case NUMBERS -> file(otherNumbers(header(honest), draw), data(honest));
          case ENTRIES -> file(entries(draw), draw.bytes(draw.below(200)));
          case NESTED -> file(nested(draw), draw.bytes(draw.below(20)));
          case BOMB -> file(bomb(draw), new byte[8]);
          case RANDOM -> draw.bytes(draw.below(500));
        };
    return new Input(number, kind, file);
  }

  private static byte[] honest(Draw draw) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (draw.chance(0.4)) {
        snapshot(draw).write(out);
      } else {
        tensors(draw).write(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A file cannot be written to memory.", e);
    }
    return out.toByteArray();
  }

  private static EncoderSnapshot snapshot(Draw draw) {
    Map<String, FloatTensor> tensors =
        Map.of(
            "conv1.weight", new FloatTensor(new int[] {2, 1, 1, 2}, new float[] {1, -2, 3, 4}),
            "bn1.bias", new FloatTensor(new int[] {2}, new float[] {0.5f, draw.below(9)}));
    return new EncoderSnapshot(
        tensors,
        new SnapshotMetadata(
            draw.below(1_000),
            7,
            18,
            Stem.CIFAR,
            16,
            32,
            "whole",
            Normalisation.DEFAULT,
            1,
            "{\"a\":1}",
            "fuzz"));
  }

  private static Safetensors tensors(Draw draw) {
    Map<String, TensorData> tensors = new TreeMap<>();
    for (int i = draw.below(MOST_TENSORS); i >= 0; i--) {
      int[] shape = new int[draw.below(4)];
      int count = 1;
      for (int d = 0; d < shape.length; d++) {
        shape[d] = draw.below(5);
        count *= shape[d];
      }
      TensorData data =
          draw.chance(0.7)
              ? TensorData.ofFloats(shape, new float[count])
              : TensorData.ofLongs(shape, new long[count]);
      tensors.put("layer" + i + ".weight", data);
    }
    Map<String, String> metadata =
        draw.chance(0.5) ? Map.of() : Map.of("step", "" + draw.below(100), "digest", "00");
    return new Safetensors(tensors, metadata);
  }

  private static String header(byte[] file) {
    int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return new String(file, LENGTH_BYTES, length, StandardCharsets.UTF_8);
  }

  private static byte[] data(byte[] file) {
    int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return ByteEdits.tail(file, LENGTH_BYTES + length);
  }

  private static byte[] file(String header, byte[] data) {
    return file(header.getBytes(StandardCharsets.UTF_8), data);
  }

  private static byte[] file(byte[] header, byte[] data) {
    byte[] length =
        ByteBuffer.allocate(LENGTH_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .array();
    return ByteEdits.joined(length, header, data);
  }

  /** Some of the header's numbers exchanged for others. */
  private static String otherNumbers(String header, Draw draw) {
    StringBuilder out = new StringBuilder();
    for (int at = 0; at < header.length(); at++) {
      char c = header.charAt(at);
      boolean first = Character.isDigit(c) && "[,\"".indexOf(header.charAt(at - 1)) >= 0;
      out.append(first && draw.chance(0.3) ? number(draw) : String.valueOf(c));
    }
    return out.toString();
  }

  private static String number(Draw draw) {
    return switch (draw.below(8)) {
      case 0 -> "-1";
      case 1 -> "1e400";
      case 2 -> "2.5";
      case 3 -> "9".repeat(draw.between(1, 40));
      case 4 -> "null";
      default -> Long.toString(draw.edge());
    };
  }

  /** A header whose tensors overlap, leave gaps, are named twice or are too many. */
  private static String entries(Draw draw) {
    List<String> members = new ArrayList<>();
    long at = 0;
    for (int i = draw.between(1, draw.chance(0.01) ? 20_000 : 8); i > 0; i--) {
      long bytes = 4L * draw.below(4);
      long begin = draw.chance(0.2) ? draw.edge() : at;
      String name = draw.chance(0.1) ? "a" : draw.chance(0.05) ? "__metadata__" : "t" + i;
      members.add(
          "\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%d,%d]}"
              .formatted(
                  name,
                  draw.one(List.of("F32", "F32", "F32", "U8", "F64", "X")),
                  draw.chance(0.2) ? number(draw) : bytes / 4,
                  begin,
                  begin + bytes));
      at += bytes;
    }
    return "{" + String.join(",", members) + "}";
  }

  private static String nested(Draw draw) {
    int depth = draw.between(1, draw.chance(0.1) ? 100_000 : 200);
    String open = draw.chance(0.5) ? "[" : "{\"a\":";
    String text = open.repeat(depth) + (draw.chance(0.5) ? "1" : "");
    return draw.chance(0.5) ? "{\"a\":" + text : text;
  }

  /** Headers as large as may be, of what costs most. */
  private static String bomb(Draw draw) {
    int most = (16 << 20) - 100;
    String piece =
        switch (draw.below(5)) {
          case 0 -> "[],";
          case 1 -> "1,";
          case 2 -> "\"\",";
          case 3 -> "{},";
          default -> "9";
        };
    return "{\"a\":[" + piece.repeat(most / piece.length()) + "1]}";
  }
}
