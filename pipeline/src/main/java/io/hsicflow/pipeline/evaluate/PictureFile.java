package io.hsicflow.pipeline.evaluate;

import io.hsicflow.schemas.record.SourceImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Decoded pictures in a temporary file, so that the heap need not hold them through all epochs; the
 * file goes when this is closed. Written by one thread, read by any.
 */
final class PictureFile implements AutoCloseable {
  private static final long MEGABYTE = 1_000_000;

  /**
   * A picture.
   *
   * @param rgb {@code width * height * 3} bytes
   */
  record Picture(int width, int height, byte[] rgb) {}

  private record Place(long offset, int width, int height) {}

  private final Path file;
  private final FileChannel channel;
  private final List<Place> places = new ArrayList<>();
  private long end;

  /** An empty one in an open file. */
  PictureFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** An empty one in the folder for temporary files. */
  static PictureFile create() throws IOException {
    Path file = Files.createTempFile("hsicflow-pictures-", ".rgb");
    return new PictureFile(
        file,
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE));
  }

  /**
   * Takes a picture and returns its number, from 0.
   *
   * @throws IOException where it cannot be written, with how large the file is and where it could
   *     lie
   */
  int add(SourceImage image) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(image.rgb());
    places.add(new Place(end, image.width(), image.height()));
    try {
      while (bytes.hasRemaining()) {
        end += channel.write(bytes, end);
      }
    } catch (IOException e) {
      throw new IOException(
          "The decoded pictures, %d MB so far in %s, cannot be kept: %s. Name a folder with more room by HSICFLOW_JVM=-Djava.io.tmpdir=FOLDER, or lower gate.shrink-to-times."
              .formatted(end / MEGABYTE, file, e.getMessage()),
          e);
    }
    return places.size() - 1;
  }

  /** The picture of that number. */
  Picture read(int number) throws IOException {
    Place place = places.get(number);
    ByteBuffer bytes = ByteBuffer.allocate(3 * place.width * place.height);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, place.offset + bytes.position()) < 0) {
        throw new IOException(
            "The temporary file of decoded pictures was cut short: leave it alone and start again.");
      }
    }
    return new Picture(place.width, place.height, bytes.array());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
