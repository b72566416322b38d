package io.hsicflow.pipeline.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Segments of a JPEG (ITU-T T.81), each its marker's second byte and its content; what follows the
 * first start of a scan is one part.
 */
final class JpegParts implements FileParts {
  private static final int SCAN = 0xDA;
  private static final int MOST = 65_533;
  private static final List<String> NAMES =
      List.of(
          "Exif\0\0II*\0\b\0\0\0", "Exif\0\0MM\0*\0\0\0\b", "ICC_PROFILE\0\1\1", "JFIF\0", "Adobe");

  @Override
  public List<byte[]> split(byte[] file) {
    List<byte[]> parts = new ArrayList<>();
    int at = 2;
    while ((file[at + 1] & 0xFF) != SCAN) {
      int length = (file[at + 2] & 0xFF) << 8 | file[at + 3] & 0xFF;
      parts.add(ByteEdits.joined(new byte[] {file[at + 1]}, part(file, at + 4, length - 2)));
      at += 2 + length;
    }
    parts.add(ByteEdits.tail(file, at + 1));
    return parts;
  }

  @Override
  public byte[] join(List<byte[]> parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0xFF);
    out.write(0xD8);
    for (byte[] part : parts) {
      out.write(0xFF);
      if (part.length == 0 || (part[0] & 0xFF) == SCAN) {
        out.writeBytes(part);
      } else {
        int length = Math.min(part.length - 1, MOST);
        out.write(part[0]);
        out.write(length + 2 >> 8);
        out.write(length + 2);
        out.write(part, 1, length);
      }
    }
    return out.toByteArray();
  }

  /** A segment as a part. */
  static byte[] segment(int marker, byte[] content) {
    return ByteEdits.joined(new byte[] {(byte) marker}, content);
  }

  @Override
  public byte[] made(Draw draw) {
    byte[] data = draw.bytes(draw.below(300));
    byte[] name = draw.one(NAMES).getBytes(StandardCharsets.ISO_8859_1);
    return draw.chance(0.5)
        ? segment(draw.between(0xC0, 0xFE), data)
        : segment(draw.one(List.of(0xE0, 0xE1, 0xE2, 0xEE)), ByteEdits.joined(name, data));
  }

  @Override
  public void lie(List<byte[]> parts, Draw draw) {
    for (int i = 0; i < parts.size(); i++) {
      int marker = parts.get(i)[0] & 0xFF;
      if (marker >= 0xC0 && marker <= 0xC2) {
        byte[] frame = parts.get(i).clone();
        ByteBuffer fields = ByteBuffer.wrap(frame);
        switch (draw.below(5)) {
          case 0 -> fields.putShort(2, (short) draw.edge());
          case 1 -> fields.putShort(4, (short) draw.edge());
          case 2 ->
              fields.putShort(2, (short) draw.below(6_000)).putShort(4, (short) draw.below(6_000));
          case 3 -> frame[0] = (byte) draw.between(0xC0, 0xCF);
          default -> frame[draw.between(1, frame.length - 1)] = (byte) draw.edge();
        }
        parts.set(i, frame);
      }
    }
  }

  private static byte[] part(byte[] file, int from, int length) {
    return Arrays.copyOfRange(file, from, from + length);
  }
}
