package io.hsicflow.pipeline.chaos;

import io.hsicflow.pipeline.job.SequenceCsv;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The training sequence as the sequencer gave it, read from the file of {@link SequenceCsv}.
 *
 * @param order the numbers of the images in the order of their places; of several images at one
 *     place the one that was put there last
 * @param replaysAnImage how many replayed places each fresh image may be followed by
 * @param moved places that were given to another image after a failure
 * @param repeated how often a place was given once more
 */
record TrainedImages(List<Long> order, int replaysAnImage, long moved, long repeated) {

  /** Reads the file. */
  static TrainedImages read(Path file, int replaysAnImage) throws IOException {
    Map<Long, Long> byPlace = new TreeMap<>();
    long[] moved = {0};
    long[] repeated = {0};
    try (Stream<String> lines = Files.lines(file)) {
      lines
          .filter(line -> !line.equals(SequenceCsv.HEADER))
          .forEach(
              line -> {
                long number = imageOf(line);
                Long before = byPlace.put(Long.parseLong(line.split(",")[0]), number);
                repeated[0] += before == null ? 0 : 1;
                moved[0] += before == null || before == number ? 0 : 1;
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new TrainedImages(
        new ArrayList<>(byPlace.values()), replaysAnImage, moved[0], repeated[0]);
  }

  /** The number of the image that a line of the file gives a place. */
  static long imageOf(String line) {
    String[] cells = line.split(",");
    return PictureStream.numberOf(Integer.parseInt(cells[2]), Long.parseLong(cells[3]));
  }

  /** How many places there are. */
  long places() {
    return order.size();
  }

  /** How many of them come before those of images from {@code number} on. */
  long placesBefore(long number) {
    return order.stream().takeWhile(image -> image < number).count();
  }

  /**
   * How often each image has a place that is not a replay's. Fresh images come in the order of
   * their numbers; what has come before is replayed, as far as there may be replays, else it is
   * there once too often.
   */
  RecordPlaces images() {
    RecordPlaces fresh = new RecordPlaces();
    replays(fresh);
    return fresh;
  }

  /** How many places are replays'. */
  long replayed() {
    return replays(new RecordPlaces());
  }

  private long replays(RecordPlaces fresh) {
    long highest = -1;
    long due = 0;
    long replayed = 0;
    for (long image : order) {
      if (image > highest) {
        highest = image;
        due += replaysAnImage;
        fresh.see(image);
      } else if (due > 0) {
        due--;
        replayed++;
      } else {
        fresh.see(image);
      }
    }
    return replayed;
  }
}
