package io.hsicflow.pipeline.chaos;

import io.hsicflow.pipeline.job.ProgressTail;
import java.io.IOException;
import java.nio.file.Path;

/** The steps of a job, followed through its metrics file. */
final class StepsSeen {
  private final ProgressTail tail;
  private long last;
  private long taken;
  private long highest;

  StepsSeen(Path file) {
    tail = new ProgressTail(file);
  }

  private void look() throws IOException {
    for (ProgressTail.Step step : tail.next()) {
      last = step.step();
      highest = Math.max(highest, last);
      taken++;
    }
  }

  /** The step that was reported last. */
  long last() throws IOException {
    look();
    return last;
  }

  /** How many steps were taken once more after a failure. */
  long repeated() throws IOException {
    look();
    return taken - highest;
  }
}
