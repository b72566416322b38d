package io.hsicflow.pipeline.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;

/** Packs bytes as PNG does (zlib, RFC 1950). */
final class Zlib {
  private static final byte[] ZEROS = new byte[1 << 16];

  private Zlib() {}

  static byte[] packed(byte[] bytes) {
    Deflater deflater = new Deflater();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    deflater.setInput(bytes);
    deflater.finish();
    drain(deflater, out);
    deflater.end();
    return out.toByteArray();
  }

  /** That many zero bytes, packed to a thousandth without ever being in memory. */
  static byte[] packedZeros(long count) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (long left = count; left > 0; left -= ZEROS.length) {
      deflater.setInput(ZEROS, 0, (int) Math.min(left, ZEROS.length));
      drain(deflater, out);
    }
    deflater.finish();
    drain(deflater, out);
    deflater.end();
    return out.toByteArray();
  }

  private static void drain(Deflater deflater, ByteArrayOutputStream out) {
    byte[] buffer = new byte[1 << 14];
    for (int n = deflater.deflate(buffer); n > 0; n = deflater.deflate(buffer)) {
      out.write(buffer, 0, n);
    }
  }
}
