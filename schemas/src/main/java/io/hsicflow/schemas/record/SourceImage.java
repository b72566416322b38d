package io.hsicflow.schemas.record;

import static java.util.Objects.requireNonNull;

/**
 * An image that passed the gate: decoded, of bounded size, or the file that it was decoded from, or
 * both. Topic, partition and offset are its identity.
 *
 * @param id the sender's name for it; not unique
 * @param capturedAt when the picture was taken, milliseconds since 1970
 * @param label its class, or null where not known
 * @param width of the decoded picture in pixels, also where that is not there
 * @param height of the decoded picture in pixels, also where that is not there
 * @param rgb width * height * 3 bytes, row by row, red green blue; null where the file stands for
 *     it
 * @param file the image file's bytes; null mostly
 */
public record SourceImage(
    String topic,
    int partition,
    long offset,
    String id,
    String source,
    long capturedAt,
    String label,
    int width,
    int height,
    byte[] rgb,
    byte[] file) {

  /** A decoded image without its file. */
  public SourceImage(
      String topic,
      int partition,
      long offset,
      String id,
      String source,
      long capturedAt,
      String label,
      int width,
      int height,
      byte[] rgb) {
    this(topic, partition, offset, id, source, capturedAt, label, width, height, rgb, null);
  }

  /** How many bytes pixels and file have. */
  public int bytes() {
    return (rgb == null ? 0 : rgb.length) + (file == null ? 0 : file.length);
  }

  /** Without the file, where the pixels are there. */
  public SourceImage pixelsAlone() {
    return rgb == null || file == null ? this : with(rgb, null);
  }

  /** Without the pixels, where the file is there. */
  public SourceImage fileAlone() {
    return rgb == null || file == null ? this : with(null, file);
  }

  /** The same image with these pixels, as its file decodes to, and without the file. */
  public SourceImage decoded(int decodedWidth, int decodedHeight, byte[] pixels) {
    return new SourceImage(
        topic,
        partition,
        offset,
        id,
        source,
        capturedAt,
        label,
        decodedWidth,
        decodedHeight,
        requireNonNull(pixels, "pixels"));
  }

  private SourceImage with(byte[] pixels, byte[] encoded) {
    return new SourceImage(
        topic, partition, offset, id, source, capturedAt, label, width, height, pixels, encoded);
  }
}
