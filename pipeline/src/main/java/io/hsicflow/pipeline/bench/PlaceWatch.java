package io.hsicflow.pipeline.bench;

import io.hsicflow.pipeline.run.RunningJob;
import io.hsicflow.schemas.record.Example;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Stands behind the sequencer of a job of this process and counts the places that it gives, and the
 * fresh images among them. Copies of it in the job and the one that asks meet under its name.
 */
final class PlaceWatch implements Sink<Example>, AutoCloseable {
  private static final long serialVersionUID = 1L;
  private static final Map<String, Book> BOOKS = new ConcurrentHashMap<>();

  private final String name = UUID.randomUUID().toString();

  PlaceWatch() {
    BOOKS.put(name, new Book());
  }

  /**
   * What was counted, and when.
   *
   * @param fresh images that had no place before; they come in the order of their offsets
   * @param places all places
   * @param nanos by the clock of {@link System#nanoTime}
   */
  record Count(long fresh, long places, long nanos) {

    /** How many seconds later than {@code before} this was counted. */
    double secondsSince(Count before) {
      return (nanos - before.nanos) / 1e9;
    }
  }

  /** What has been counted so far. */
  Count now() {
    return BOOKS.get(name).now();
  }

  /**
   * Waits for so many fresh images.
   *
   * @throws IllegalStateException if the job ends before
   */
  Count awaitFresh(long count, RunningJob job) throws Exception {
    Book book = BOOKS.get(name);
    while (!book.await(count)) {
      if (job.status().isTerminalState()) {
        job.awaitTermination(); // throws what made it fail
        throw new IllegalStateException(
            "The job ended after %d of %d images: it was cancelled from elsewhere."
                .formatted(book.now().fresh(), count));
      }
    }
    return book.now();
  }

  /** Forgets what was counted. */
  @Override
  public void close() {
    BOOKS.remove(name);
  }

  @Override
  public SinkWriter<Example> createWriter(WriterInitContext context) {
    return new Writer(BOOKS.get(name));
  }

  private record Writer(Book book) implements SinkWriter<Example> {
    @Override
    public void write(Example example, Context context) {
      book.place(example.image().offset());
    }

    @Override
    public void flush(boolean endOfInput) {
      // Everything is counted at once.
    }

    @Override
    public void close() {
      // The book stays with the one who asks.
    }
  }

  private static final class Book {
    private static final long WAIT_MILLIS = 1_000;

    private long last = -1;
    private long fresh;
    private long places;
    private long awaited = Long.MAX_VALUE;

    synchronized void place(long offset) {
      places++;
      if (offset > last) {
        last = offset;
        fresh++;
        if (fresh >= awaited) {
          notifyAll();
        }
      }
    }

    synchronized Count now() {
      return new Count(fresh, places, System.nanoTime());
    }

    /** Whether there are so many after at most a second. */
    synchronized boolean await(long count) throws InterruptedException {
      awaited = count;
      if (fresh < count) {
        wait(WAIT_MILLIS);
      }
      awaited = Long.MAX_VALUE;
      return fresh >= count;
    }
  }
}
