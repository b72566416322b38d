package io.hsicflow.pipeline.chaos;

import io.hsicflow.pipeline.job.SequenceCsv;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The training sequence as the sequencer gave it, read from the file of {@link SequenceCsv}.
 *
 * @param images how often each image stands in the sequence that counts: of several images at one
 *     place the one that was put there last
 * @param places how many places there are
 * @param moved places that were given to another image after a failure
 * @param repeated how often a place was given once more
 */
record TrainedImages(RecordPlaces images, long places, long moved, long repeated) {

  /** Reads the file. */
  static TrainedImages read(Path file) throws IOException {
    Map<Long, Long> byPlace = new HashMap<>();
    long[] moved = {0};
    long[] repeated = {0};
    try (Stream<String> lines = Files.lines(file)) {
      lines
          .filter(line -> !line.equals(SequenceCsv.HEADER))
          .forEach(
              line -> {
                String[] cells = line.split(",");
                long number =
                    PictureStream.numberOf(Integer.parseInt(cells[2]), Long.parseLong(cells[3]));
                Long before = byPlace.put(Long.parseLong(cells[0]), number);
                repeated[0] += before == null ? 0 : 1;
                moved[0] += before == null || before == number ? 0 : 1;
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    RecordPlaces images = new RecordPlaces();
    byPlace.values().forEach(images::see);
    return new TrainedImages(images, byPlace.size(), moved[0], repeated[0]);
  }
}
