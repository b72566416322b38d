package io.hsicflow.tests.line;

import io.hsicflow.schemas.record.TrainingProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Shows a test the steps of a job in the same JVM, and makes the job fail at one of them. Copies of
 * the sink in the job and the test's own meet under its name.
 */
final class WatchedProgress implements Sink<TrainingProgress> {
  private static final long serialVersionUID = 1L;
  private static final Map<String, Watch> WATCHES = new ConcurrentHashMap<>();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long NO_STEP = -1;

  private final String name = UUID.randomUUID().toString();

  WatchedProgress() {
    WATCHES.put(name, new Watch());
  }

  /** The job fails, once, when it reports this step. */
  void failAt(long step) {
    watch().failAt(step);
  }

  /** The job stands still when it reports this step, until {@link #release}. */
  void holdAt(long step) {
    watch().holdAt(step);
  }

  /** Lets the job go on. */
  void release() {
    watch().holdAt(NO_STEP);
  }

  /** Waits until the job has reported this step. */
  void await(long step) throws InterruptedException {
    watch().await(step, 1);
  }

  /** Waits until the job has gone back and reported this step a second time. */
  void awaitAgain(long step) throws InterruptedException {
    watch().await(step, 2);
  }

  /** The steps reported, in their order; a step that was made again stands in it again. */
  List<Long> steps() {
    return reports().stream().map(TrainingProgress::step).toList();
  }

  /** All that was reported, in its order. */
  List<TrainingProgress> reports() {
    return watch().reports();
  }

  private Watch watch() {
    return WATCHES.get(name);
  }

  @Override
  public SinkWriter<TrainingProgress> createWriter(WriterInitContext context) {
    return new SinkWriter<>() {
      @Override
      public void write(TrainingProgress progress, Context where) throws InterruptedException {
        watch().reported(progress);
      }

      @Override
      public void flush(boolean endOfInput) {
        // Every step is shown as it comes.
      }

      @Override
      public void close() {
        // Nothing is held.
      }
    };
  }

  private static final class Watch {
    private final List<TrainingProgress> reports = new ArrayList<>();
    private long failure = NO_STEP;
    private long hold = NO_STEP;

    synchronized void failAt(long step) {
      failure = step;
    }

    synchronized void holdAt(long step) {
      hold = step;
      notifyAll();
    }

    synchronized void reported(TrainingProgress progress) throws InterruptedException {
      long step = progress.step();
      reports.add(progress);
      notifyAll();
      if (step == failure) {
        failure = NO_STEP;
        throw new IllegalStateException("The test makes the job fail at step " + step + ".");
      }
      while (step == hold) {
        wait();
      }
    }

    synchronized void await(long step, int times) throws InterruptedException {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (reports.stream().filter(report -> report.step() == step).count() < times) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError(
              "Step "
                  + step
                  + " was not reported "
                  + times
                  + " times, but "
                  + reports.stream().map(TrainingProgress::step).toList());
        }
        wait(left);
      }
    }

    synchronized List<TrainingProgress> reports() {
      return List.copyOf(reports);
    }
  }
}
