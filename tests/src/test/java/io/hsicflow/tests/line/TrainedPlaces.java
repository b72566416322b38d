package io.hsicflow.tests.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.pipeline.job.SequenceCsv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** The training sequence of a job, read from the file of {@link SequenceCsv} while it grows. */
record TrainedPlaces(Path file) {
  private static final Duration LOOK = Duration.ofMillis(50);

  /** The images in the order of their places, each as {@code topic-partition-offset}. */
  List<String> images() throws IOException {
    Map<Long, String> byPlace = new TreeMap<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        if (!line.equals(SequenceCsv.HEADER)) {
          String[] cells = line.split(",");
          byPlace.put(Long.parseLong(cells[0]), cells[1] + "-" + cells[2] + "-" + cells[3]);
        }
      }
    }
    return new ArrayList<>(byPlace.values());
  }

  /** Waits until so many images have a place. */
  void await(int images) throws IOException {
    long deadline = System.nanoTime() + SmallLine.PATIENCE.toNanos();
    while (images().size() < images) {
      assertThat(System.nanoTime()).as("Only %s have a place", images()).isLessThan(deadline);
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}
