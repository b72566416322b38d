package io.hsicflow.pipeline.chaos;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether the last good image of the head has its place in the training sequence; nothing is
 * published behind it before that. A barrier from then on has all of the head before it.
 *
 * @param file of the training sequence
 * @param last the number of that image
 */
record HeadPlaced(Path file, long last) {
  /** Bytes at the end of the file that have the last lines. */
  private static final int TAIL = 4_096;

  boolean holds() throws IOException {
    if (Files.notExists(file)) {
      return false;
    }
    byte[] tail;
    try (RandomAccessFile lines = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(0, lines.length() - TAIL);
      tail = new byte[(int) (lines.length() - from)];
      lines.seek(from);
      lines.readFully(tail);
    }
    String text = new String(tail, StandardCharsets.UTF_8);
    int begin = text.indexOf('\n') + 1; // the first line may be cut, or is the header
    int end = text.lastIndexOf('\n');
    return end > begin
        && text.substring(begin, end).lines().anyMatch(line -> TrainedImages.imageOf(line) == last);
  }
}
