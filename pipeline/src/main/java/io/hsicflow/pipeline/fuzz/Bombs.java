package io.hsicflow.pipeline.fuzz;

import io.hsicflow.model.image.ImageFormat;
import io.hsicflow.model.image.ImageLimits;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Small files that are costly to open, in every format: at the limits of the gate, just within and
 * far beyond. What is packed once is kept.
 */
final class Bombs {
  private static final int GRAY = 0;
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int RGB_ALPHA = 6;
  private static final int BEYOND = 20_000;
  private static final int INFO_HEADER = 40;
  private static final int V5_HEADER = 124;

  private final Map<String, byte[]> kept = new HashMap<>();

  /** One of them. */
  byte[] drawn(Draw draw) {
    return switch (draw.below(19)) {
      case 0, 1 -> png(draw);
      case 2 -> giantPng();
      case 3 -> packedText(draw);
      case 4 -> packedProfile(draw);
      case 5 -> manyChunks(draw);
      case 6 -> jpeg(side(draw), false);
      case 7 -> repeatedScans(side(draw), draw.between(15, 25));
      case 8 -> repeatedScans(500, 1_000);
      case 9 -> profiles(draw);
      case 10 -> nestedExif(draw);
      case 11 -> gif(side(draw));
      case 12 -> frames();
      case 13 -> lyingGif(draw);
      case 14 -> smallBlocks(draw);
      case 15 -> runs(side(draw));
      case 16 -> lyingRuns(draw);
      case 17 -> profileInBmp(draw);
      default -> unpackedBmp(draw);
    };
  }

  /** Mostly cheap; every twelfth as large as the gate allows. */
  private static int side(Draw draw) {
    int roll = draw.below(12);
    return roll == 0 ? 5_000 : roll < 3 ? 2_000 : 500;
  }

  private byte[] png(Draw draw) {
    int side = side(draw);
    return switch (draw.below(5)) {
      case 0 -> png(side, 1, GRAY, false, List.of());
      case 1 -> png(side, 8, RGB, false, List.of());
      case 2 -> png(side, 16, RGB_ALPHA, false, List.of());
      case 3 -> png(side, 16, RGB_ALPHA, true, List.of());
      default -> png(side, 1, PALETTE, true, List.of(palette()));
    };
  }

  private byte[] png(int side, int depth, int type, boolean interlaced, List<byte[]> between) {
    int samples = type == RGB ? 3 : type == RGB_ALPHA ? 4 : 1;
    // Adam7 has at most seven beginnings of rows for two of the plain order.
    long rowBytes = ((long) side * depth * samples + 7) / 8 + 8;
    long bytes = interlaced ? 2 * rowBytes * side : rowBytes * side;
    return PngParts.file(side, side, depth, type, interlaced, between, zeros(bytes));
  }

  private byte[] giantPng() {
    return PngParts.file(BEYOND, BEYOND, 1, GRAY, false, List.of(), zeros(50_020_000));
  }

  private byte[] packedText(Draw draw) {
    byte[] text = zeros(draw.one(List.of(1L << 20, 1L << 26, 1L << 30)));
    byte[] name = "Comment\0\0".getBytes(StandardCharsets.ISO_8859_1);
    byte[] international = "Comment\0\1\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
    byte[] chunk =
        draw.chance(0.5)
            ? PngParts.chunk("zTXt", name, text)
            : PngParts.chunk("iTXt", international, text);
    boolean palette = draw.chance(0.7);
    return palette
        ? png(64, 1, PALETTE, false, List.of(palette(), chunk))
        : png(64, 8, RGB, false, List.of(chunk));
  }

  private byte[] packedProfile(Draw draw) {
    byte[] profile = zeros(draw.one(List.of(1L << 20, 1L << 28)));
    byte[] name = "profile\0\0".getBytes(StandardCharsets.ISO_8859_1);
    byte[] chunk = PngParts.chunk("iCCP", name, profile);
    return draw.chance(0.5)
        ? png(64, 1, PALETTE, false, List.of(chunk, palette()))
        : png(64, 8, RGB, false, List.of(chunk));
  }

  private byte[] manyChunks(Draw draw) {
    byte[] chunk = PngParts.chunk(draw.one(List.of("IDAT", "tEXt", "tRNS", "PLTE", "sPLT")));
    List<byte[]> chunks = Collections.nCopies(draw.one(List.of(1_000, 50_000)), chunk);
    return png(64, 8, draw.chance(0.5) ? RGB : GRAY, false, chunks);
  }

  private byte[] jpeg(int side, boolean progressive) {
    return keep(
        "jpeg " + side + progressive,
        () ->
            EncodedImage.of(black(side, BufferedImage.TYPE_BYTE_GRAY), "jpeg", progressive, null));
  }

  private byte[] repeatedScans(int side, int times) {
    byte[] file = jpeg(side, true);
    int scan = file.length - 2;
    while ((file[scan] & 0xFF) != 0xFF || (file[scan + 1] & 0xFF) != 0xDA) {
      scan--;
    }
    byte[] last = Arrays.copyOfRange(file, scan, file.length - 2);
    List<byte[]> parts = new ArrayList<>();
    parts.add(Arrays.copyOf(file, file.length - 2));
    parts.addAll(Collections.nCopies(times, last));
    parts.add(new byte[] {(byte) 0xFF, (byte) 0xD9});
    return ByteEdits.joined(parts.toArray(byte[][]::new));
  }

  /** A colour profile of many pieces, broken or of nothing. */
  private byte[] profiles(Draw draw) {
    JpegParts kind = new JpegParts();
    List<byte[]> parts = kind.split(jpeg(500, false));
    int pieces = draw.one(List.of(1, 3, 255));
    byte[] content = draw.chance(0.5) ? new byte[60_000] : draw.bytes(2_000);
    for (int piece = 1; piece <= pieces; piece++) {
      byte[] name = "ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1);
      byte[] counter = {(byte) piece, (byte) pieces};
      parts.add(1, JpegParts.segment(0xE2, ByteEdits.joined(name, counter, content)));
    }
    return kind.join(parts);
  }

  private byte[] nestedExif(Draw draw) {
    JpegParts kind = new JpegParts();
    List<byte[]> parts = kind.split(jpeg(500, false));
    byte[] block = new byte[60_000];
    ByteBuffer exif = ByteBuffer.wrap(block);
    exif.put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt((int) draw.edge());
    exif.putShort((short) 65_535);
    while (exif.remaining() >= 12) {
      exif.putShort((short) 0x8769).putShort((short) 4).putInt(1).putInt(8);
    }
    parts.add(1, JpegParts.segment(0xE1, block));
    return kind.join(parts);
  }

  private byte[] gif(int side) {
    return keep(
        "gif " + side,
        () -> EncodedImage.of(black(side, BufferedImage.TYPE_BYTE_INDEXED), "gif", false, null));
  }

  private byte[] frames() {
    return keep(
        "frames", () -> EncodedImage.animation(black(64, BufferedImage.TYPE_BYTE_INDEXED), 2_000));
  }

  /** A screen as large as it can be said, or a frame of few codes and many pixels. */
  private byte[] lyingGif(Draw draw) {
    byte[] file = gif(500).clone();
    ByteBuffer fields = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (draw.chance(0.5)) {
      fields.putShort(6, (short) -1).putShort(8, (short) -1);
      return file;
    }
    FileParts kind = FileParts.of(ImageFormat.GIF);
    List<byte[]> parts = kind.split(file);
    for (byte[] part : parts) {
      if (part[0] == 0x2C) {
        ByteBuffer.wrap(part)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort(5, (short) draw.between(2_000, 5_000))
            .putShort(7, (short) draw.between(2_000, 5_000));
      }
    }
    return kind.join(parts);
  }

  /** A GIF with an extension of blocks of one byte, up to as large as the gate allows. */
  private byte[] smallBlocks(Draw draw) {
    int label = draw.one(List.of(0xFE, 0xFF, 0x01, 0xF9));
    byte[] screen = FileParts.of(ImageFormat.GIF).split(gif(500)).get(0);
    byte[] rest = ByteEdits.tail(gif(500), screen.length);
    int room = ImageLimits.defaults().maxBytes() - screen.length - rest.length - 3;
    byte[] blocks = new byte[draw.one(List.of(1 << 16, 1 << 20, room)) & ~1];
    Arrays.fill(blocks, (byte) 1);
    return ByteEdits.joined(screen, new byte[] {0x21, (byte) label}, blocks, new byte[1], rest);
  }

  private byte[] runs(int side) {
    return keep(
        "runs " + side,
        () ->
            EncodedImage.of(black(side, BufferedImage.TYPE_BYTE_INDEXED), "bmp", false, "BI_RLE8"));
  }

  private byte[] lyingRuns(Draw draw) {
    byte[] file = runs(500).clone();
    ByteBuffer fields = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    fields.putInt(18, draw.between(1, 5_000)).putInt(22, draw.between(1, 5_000));
    if (draw.chance(0.6)) {
      fields.putInt(2, (int) draw.edge()).putInt(34, draw.chance(0.5) ? 0 : (int) draw.edge());
    }
    return file;
  }

  /** A header of version 5 whose profile is where and as long as it says. */
  private byte[] profileInBmp(Draw draw) {
    byte[] plain = EncodedImage.of(black(64, BufferedImage.TYPE_3BYTE_BGR), "bmp", false, null);
    byte[] header = Arrays.copyOf(Arrays.copyOfRange(plain, 14, 14 + INFO_HEADER), V5_HEADER);
    byte[] profile = draw.bytes(draw.below(300));
    ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    byte[] pixels = ByteEdits.tail(plain, 14 + INFO_HEADER);
    int told = draw.chance(0.5) ? profile.length : (int) draw.edge();
    fields.putInt(0, V5_HEADER);
    fields.putInt(56, draw.one(List.of(0x4D424544, 0x4C494E4B, 0, 0x73524742)));
    fields.putInt(112, V5_HEADER + pixels.length).putInt(116, told);
    byte[] start = Arrays.copyOf(plain, 14);
    ByteBuffer.wrap(start)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(2, 14 + V5_HEADER + pixels.length + profile.length)
        .putInt(10, 14 + V5_HEADER);
    return ByteEdits.joined(start, header, pixels, profile);
  }

  private byte[] unpackedBmp(Draw draw) {
    byte[] file = EncodedImage.of(black(64, BufferedImage.TYPE_3BYTE_BGR), "bmp", false, null);
    ByteBuffer fields = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    fields.putInt(18, draw.between(1, 1 << 20)).putInt(22, draw.between(-(1 << 20), 1 << 20));
    return file;
  }

  private static byte[] palette() {
    return PngParts.chunk("PLTE", new byte[] {0, 0, 0, 10, 20, 30});
  }

  private byte[] zeros(long count) {
    return keep("zeros " + count, () -> Zlib.packedZeros(count));
  }

  private byte[] keep(String name, Supplier<byte[]> file) {
    return kept.computeIfAbsent(name, key -> file.get());
  }

  private static BufferedImage black(int side, int type) {
    return new BufferedImage(side, side, type);
  }
}
