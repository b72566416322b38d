package io.hsicflow.pipeline.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A GIF89a: the screen with its palette, then each block as it stands. */
final class GifParts implements FileParts {
  private static final int FRAME = 0x2C;
  private static final int EXTENSION = 0x21;
  private static final int SCREEN_BYTES = 13;
  private static final int FRAME_BYTES = 10;

  @Override
  public List<byte[]> split(byte[] file) {
    List<byte[]> parts = new ArrayList<>();
    int from = 0;
    int at = SCREEN_BYTES + paletteBytes(file[10]);
    while (at < file.length) {
      parts.add(Arrays.copyOfRange(file, from, at));
      from = at;
      at =
          switch (file[at]) {
            case EXTENSION -> behindSubBlocks(file, at + 2);
            case FRAME -> behindSubBlocks(file, at + FRAME_BYTES + paletteBytes(file[at + 9]) + 1);
            default -> file.length;
          };
    }
    parts.add(ByteEdits.tail(file, from));
    return parts;
  }

  private static int paletteBytes(byte flags) {
    return flags < 0 ? 3 << (flags & 7) + 1 : 0;
  }

  private static int behindSubBlocks(byte[] file, int from) {
    int at = from;
    while (file[at] != 0) {
      at += 1 + (file[at] & 0xFF);
    }
    return at + 1;
  }

  @Override
  public byte[] join(List<byte[]> parts) {
    return ByteEdits.joined(parts.toArray(byte[][]::new));
  }

  @Override
  public byte[] made(Draw draw) {
    byte[] block = draw.bytes(draw.between(1, 255));
    return ByteEdits.joined(
        new byte[] {EXTENSION, (byte) draw.one(List.of(0xF9, 0xFE, 0xFF, 0x01, 0x77)).intValue()},
        new byte[] {(byte) block.length},
        block,
        new byte[1]);
  }

  @Override
  public void lie(List<byte[]> parts, Draw draw) {
    for (int i = 0; i < parts.size(); i++) {
      byte[] part = parts.get(i).clone();
      ByteBuffer fields = ByteBuffer.wrap(part).order(ByteOrder.LITTLE_ENDIAN);
      if (i == 0) {
        fields.putShort(6, (short) draw.edge()).putShort(8, (short) draw.edge());
      } else if (part.length > FRAME_BYTES && part[0] == FRAME) {
        switch (draw.below(4)) {
          case 0 -> fields.putShort(5, (short) draw.edge());
          case 1 ->
              fields.putShort(5, (short) draw.below(6_000)).putShort(7, (short) draw.below(6_000));
          case 2 -> part[9] = (byte) draw.edge();
          default -> part[FRAME_BYTES + paletteBytes(part[9])] = (byte) draw.between(0, 20);
        }
      }
      parts.set(i, part);
    }
  }
}
