package io.hsicflow.pipeline.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/** Chunks of a PNG (ISO/IEC 15948), each its type and its data. */
final class PngParts implements FileParts {
  static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  private static final int FRAME = 12;
  private static final List<String> TYPES =
      List.of(
          "iCCP", "zTXt", "iTXt", "tEXt", "eXIf", "gAMA", "cHRM", "sBIT", "sRGB", "bKGD", "hIST",
          "tRNS", "pHYs", "sPLT", "tIME", "acTL", "fcTL", "fdAT", "PLTE", "IDAT", "quIt", "QUIT");

  @Override
  public List<byte[]> split(byte[] file) {
    List<byte[]> parts = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(file);
    for (int at = SIGNATURE.length; at < file.length; ) {
      int length = in.getInt(at);
      parts.add(Arrays.copyOfRange(file, at + 4, at + 8 + length));
      at += FRAME + length;
    }
    return parts;
  }

  @Override
  public byte[] join(List<byte[]> parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    CRC32 checksum = new CRC32();
    for (byte[] part : parts) {
      checksum.reset();
      checksum.update(part);
      out.writeBytes(number(part.length - 4));
      out.writeBytes(part);
      out.writeBytes(number((int) checksum.getValue()));
    }
    return out.toByteArray();
  }

  /** A chunk as a part. */
  static byte[] chunk(String type, byte[]... data) {
    return ByteEdits.joined(type.getBytes(StandardCharsets.US_ASCII), ByteEdits.joined(data));
  }

  /** A file of pixels that are packed already. */
  static byte[] file(
      int width,
      int height,
      int depth,
      int type,
      boolean interlaced,
      List<byte[]> between,
      byte[] packed) {
    List<byte[]> parts = new ArrayList<>();
    byte[] kind = {(byte) depth, (byte) type, 0, 0, (byte) (interlaced ? 1 : 0)};
    parts.add(chunk("IHDR", number(width), number(height), kind));
    parts.addAll(between);
    parts.add(chunk("IDAT", packed));
    parts.add(chunk("IEND"));
    return new PngParts().join(parts);
  }

  @Override
  public byte[] made(Draw draw) {
    byte[] data = draw.bytes(draw.below(200));
    byte[] name = "name\0\0".getBytes(StandardCharsets.ISO_8859_1);
    return switch (draw.below(3)) {
      case 0 -> chunk(draw.one(TYPES), data);
      case 1 -> chunk(draw.one(TYPES), name, Zlib.packed(data));
      default -> chunk(draw.one(TYPES), number((int) draw.edge()));
    };
  }

  @Override
  public void lie(List<byte[]> parts, Draw draw) {
    byte[] header = parts.get(0).clone();
    ByteBuffer fields = ByteBuffer.wrap(header);
    switch (draw.below(4)) {
      case 0 -> fields.putInt(4, (int) draw.edge());
      case 1 -> fields.putInt(8, (int) draw.edge());
      case 2 -> fields.putInt(4, draw.below(6_000)).putInt(8, draw.below(6_000));
      default -> header[draw.between(12, 16)] = (byte) draw.between(0, 17);
    }
    parts.set(0, header);
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }
}
