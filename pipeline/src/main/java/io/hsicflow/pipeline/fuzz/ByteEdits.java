package io.hsicflow.pipeline.fuzz;

import java.util.Arrays;

/** Changes of bytes that know nothing of what the bytes mean. Each returns an array of its own. */
final class ByteEdits {
  private ByteEdits() {}

  /** Some bytes others than they were, or single bits turned. */
  static byte[] flipped(byte[] bytes, int most, Draw draw) {
    byte[] out = bytes.clone();
    for (int i = draw.between(1, most); i > 0 && out.length > 0; i--) {
      int at = draw.below(out.length);
      out[at] = (byte) (draw.chance(0.5) ? out[at] ^ 1 << draw.below(8) : draw.edge());
    }
    return out;
  }

  /** The beginning alone. */
  static byte[] cut(byte[] bytes, Draw draw) {
    return Arrays.copyOf(bytes, draw.below(bytes.length + 1));
  }

  /** The beginning of one and the end of another. */
  static byte[] spliced(byte[] head, byte[] tail, Draw draw) {
    byte[] first = cut(head, draw);
    return joined(first, Arrays.copyOfRange(tail, draw.below(tail.length + 1), tail.length));
  }

  /** A run taken out, put in, or moved over another place. */
  static byte[] shifted(byte[] bytes, Draw draw) {
    int at = draw.below(bytes.length + 1);
    int length = draw.below(Math.min(64, bytes.length - at) + 1);
    byte[] head = Arrays.copyOf(bytes, at);
    return switch (draw.below(3)) {
      case 0 -> joined(head, Arrays.copyOfRange(bytes, at + length, bytes.length));
      case 1 -> joined(head, draw.bytes(draw.between(1, 64)), tail(bytes, at));
      default -> joined(head, Arrays.copyOfRange(bytes, at, at + length), tail(bytes, at));
    };
  }

  static byte[] joined(byte[]... parts) {
    byte[] out = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, out, at, part.length);
      at += part.length;
    }
    return out;
  }

  /** What follows index {@code from}. */
  static byte[] tail(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }
}
