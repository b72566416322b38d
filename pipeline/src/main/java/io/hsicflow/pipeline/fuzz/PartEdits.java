package io.hsicflow.pipeline.fuzz;

import io.hsicflow.model.image.ImageFormat;
import java.util.List;

/** Changes that keep a file's outer form: parts dropped, doubled, exchanged, altered, put in. */
final class PartEdits {
  private static final int MOST_BYTES = 200_000;

  private PartEdits() {}

  /** An honest file with some of its parts changed. */
  static byte[] edited(byte[] file, ImageFormat format, Draw draw) {
    FileParts kind = FileParts.of(format);
    List<byte[]> parts = kind.split(file);
    for (int edit = draw.between(1, 3); edit > 0 && !parts.isEmpty(); edit--) {
      edit(kind, parts, draw);
    }
    return kind.join(parts);
  }

  /** An honest file whose header is not. */
  static byte[] lying(byte[] file, ImageFormat format, Draw draw) {
    FileParts kind = FileParts.of(format);
    List<byte[]> parts = kind.split(file);
    kind.lie(parts, draw);
    return kind.join(parts);
  }

  private static void edit(FileParts kind, List<byte[]> parts, Draw draw) {
    int at = draw.below(parts.size());
    byte[] part = parts.get(at);
    switch (draw.below(8)) {
      case 0 -> parts.remove(at);
      case 1 -> parts.add(at, part);
      case 2 -> {
        int most = Math.min(300, MOST_BYTES / Math.max(1, part.length));
        for (int i = draw.between(0, Math.max(0, most)); i > 0; i--) {
          parts.add(at, part);
        }
      }
      case 3 -> {
        int other = draw.below(parts.size());
        parts.set(at, parts.get(other));
        parts.set(other, part);
      }
      case 4 -> parts.set(at, ByteEdits.flipped(part, 6, draw));
      case 5 -> parts.set(at, ByteEdits.shifted(part, draw));
      default -> parts.add(at, kind.made(draw));
    }
  }
}
