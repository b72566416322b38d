package io.hsicflow.pipeline.bench;

import io.hsicflow.schemas.record.TrainingProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Stands behind the trainer in its own task and tells how long a checkpoint keeps this task's
 * thread: from the moment a barrier makes it flush to the next letter of its mailbox, which the
 * thread reads as soon as it is free again. Copies of it in a job of this process and the one that
 * asks meet under its name.
 */
final class PauseWatch implements Sink<TrainingProgress> {
  private static final long serialVersionUID = 1L;
  private static final Map<String, Book> BOOKS = new ConcurrentHashMap<>();

  private final String name = UUID.randomUUID().toString();

  PauseWatch() {
    BOOKS.put(name, new Book());
  }

  /** Forgets what was watched. */
  void close() {
    BOOKS.remove(name);
  }

  /** Steps reported so far. */
  long steps() {
    return book().steps();
  }

  /**
   * Waits until so many steps were reported.
   *
   * @throws IllegalStateException if {@code limit} passes before
   */
  void awaitSteps(long count, Duration limit) throws InterruptedException {
    book().awaitSteps(count, limit);
  }

  /** The pauses so far, in milliseconds. */
  double[] pauses() {
    return book().pauses();
  }

  private Book book() {
    return BOOKS.get(name);
  }

  @Override
  public SinkWriter<TrainingProgress> createWriter(WriterInitContext context) {
    return new Writer(book(), context.getMailboxExecutor());
  }

  private record Writer(Book book, MailboxExecutor mailbox)
      implements SinkWriter<TrainingProgress> {
    @Override
    public void write(TrainingProgress progress, Context context) {
      book.stepDone();
    }

    @Override
    public void flush(boolean endOfInput) {
      if (!endOfInput) {
        long start = System.nanoTime();
        mailbox.execute(
            () -> book.paused(System.nanoTime() - start), "end of a checkpoint's pause");
      }
    }

    @Override
    public void close() {
      // The book stays with the one who asks.
    }
  }

  private static final class Book {
    private final List<Double> pauses = new ArrayList<>();
    private long steps;

    synchronized void stepDone() {
      steps++;
      notifyAll();
    }

    synchronized void paused(long nanos) {
      pauses.add(nanos / 1e6);
    }

    synchronized long steps() {
      return steps;
    }

    synchronized double[] pauses() {
      return pauses.stream().mapToDouble(Double::doubleValue).toArray();
    }

    synchronized void awaitSteps(long count, Duration limit) throws InterruptedException {
      long deadline = System.nanoTime() + limit.toNanos();
      while (steps < count) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new IllegalStateException(
              "The job has done %d of %d steps in %d s: take a smaller network or batch, or look into the log."
                  .formatted(steps, count, limit.toSeconds()));
        }
        wait(left);
      }
    }
  }
}
