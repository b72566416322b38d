package io.hsicflow.pipeline.demo;

import io.hsicflow.connectors.produce.ImagePublisher;
import io.hsicflow.schemas.format.ImageRecord;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Feeds the training topic from a thread of its own, a bounded number of images ahead of the
 * trainer: so the topic stays small and rendering is spread over the whole run.
 */
final class TrainingFeed implements AutoCloseable {
  private static final long JOIN_MILLIS = 5_000;

  private final DemoData.TrainingStream stream;
  private final ImagePublisher publisher;
  private final InstantSource clock;
  private final long images;
  private final Semaphore ahead;
  private final Thread thread;
  private long released;
  private volatile Exception failure;

  private TrainingFeed(
      DemoData.TrainingStream stream,
      ImagePublisher publisher,
      InstantSource clock,
      long images,
      int lead) {
    this.stream = stream;
    this.publisher = publisher;
    this.clock = clock;
    this.images = images;
    this.ahead = new Semaphore(lead);
    this.thread = new Thread(this::show, "demo-feed");
    thread.setDaemon(true);
  }

  /**
   * A running feed.
   *
   * @param stream closed with the feed
   * @param publisher closed with the feed
   * @param images to send in all
   * @param lead images that may be sent before the trainer has seen any
   */
  static TrainingFeed start(
      DemoData.TrainingStream stream,
      ImagePublisher publisher,
      InstantSource clock,
      long images,
      int lead) {
    TrainingFeed feed = new TrainingFeed(stream, publisher, clock, images, lead);
    feed.thread.start();
    return feed;
  }

  /** An image as it goes to Kafka; the class by name, where known. */
  static ImageRecord record(DemoImage image, List<String> classes, InstantSource clock) {
    String label = image.label() < 0 || classes.isEmpty() ? null : classes.get(image.label());
    return new ImageRecord(image.id(), "demo", clock.millis(), label, Map.of(), image.file());
  }

  /**
   * Says how many images the trainer has seen.
   *
   * @throws IOException where the feed has stopped for a failure
   */
  void seen(long total) throws IOException {
    Exception stopped = failure;
    if (stopped != null) {
      throw new IOException("The training stream stopped. " + stopped.getMessage(), stopped);
    }
    if (total > released) {
      ahead.release((int) (total - released));
      released = total;
    }
  }

  private void show() {
    try {
      for (long sent = 0; sent < images; sent++) {
        ahead.acquire();
        publisher.send(record(stream.next(), List.of(), clock));
      }
      publisher.flush();
    } catch (InterruptedException | InterruptException e) {
      // Closed before all was sent; the thread ends here.
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      failure = e;
    }
  }

  @Override
  public void close() throws IOException {
    thread.interrupt();
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stream.close();
    publisher.close();
  }
}
