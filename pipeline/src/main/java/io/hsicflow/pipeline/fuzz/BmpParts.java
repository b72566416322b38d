package io.hsicflow.pipeline.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A BMP: file header, header of the picture, palette, pixels. */
final class BmpParts implements FileParts {
  private static final int FILE_HEADER = 14;

  @Override
  public List<byte[]> split(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int palette = FILE_HEADER + in.getInt(FILE_HEADER);
    int pixels = in.getInt(10);
    return new ArrayList<>(
        List.of(
            Arrays.copyOf(file, FILE_HEADER),
            Arrays.copyOfRange(file, FILE_HEADER, palette),
            Arrays.copyOfRange(file, palette, pixels),
            ByteEdits.tail(file, pixels)));
  }

  @Override
  public byte[] join(List<byte[]> parts) {
    return ByteEdits.joined(parts.toArray(byte[][]::new));
  }

  @Override
  public byte[] made(Draw draw) {
    return draw.bytes(draw.between(1, 100));
  }

  @Override
  public void lie(List<byte[]> parts, Draw draw) {
    byte[] file = parts.get(0).clone();
    byte[] header = parts.get(1).clone();
    ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    switch (draw.below(8)) {
      case 0 -> fields.putInt(0, (int) draw.edge());
      case 1 -> fields.putInt(4 + 4 * draw.below(2), (int) draw.edge());
      case 2 -> fields.putInt(4, draw.below(6_000)).putInt(8, draw.between(-6_000, 6_000));
      case 3 -> fields.putShort(14, draw.one(List.of(0, 1, 2, 4, 8, 16, 24, 32, 64)).shortValue());
      case 4 -> fields.putInt(16, draw.between(0, 6));
      case 5 -> fields.putInt(20, (int) draw.edge());
      case 6 -> fields.putInt(32, (int) draw.edge());
      default ->
          ByteBuffer.wrap(file)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt(draw.chance(0.5) ? 2 : 10, (int) draw.edge());
    }
    if (draw.chance(0.3)) {
      // Sizes and packing at once: what a run-length decoder believes.
      fields.putInt(16, draw.between(1, 2)).putInt(20, (int) draw.edge());
    }
    parts.set(0, file);
    parts.set(1, header);
  }
}
