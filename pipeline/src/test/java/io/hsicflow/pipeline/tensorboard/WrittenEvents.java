package io.hsicflow.pipeline.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The event files of a folder, taken out of their frames. */
final class WrittenEvents {
  private WrittenEvents() {}

  /** The files in the order in which TensorBoard reads them. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** The data of a file's records; every frame is checked. */
  static List<byte[]> of(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> events = new ArrayList<>();
    while (bytes.hasRemaining()) {
      int start = bytes.position();
      byte[] data = new byte[Math.toIntExact(bytes.getLong())];
      bytes.getInt();
      bytes.get(data);
      bytes.getInt();
      assertThat(Arrays.copyOfRange(bytes.array(), start, bytes.position()))
          .isEqualTo(RecordFrame.of(data));
      events.add(data);
    }
    return events;
  }
}
