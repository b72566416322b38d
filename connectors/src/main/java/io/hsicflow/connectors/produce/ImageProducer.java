package io.hsicflow.connectors.produce;

import io.hsicflow.connectors.admin.Topics;
import io.hsicflow.connectors.dataset.DatasetImage;
import io.hsicflow.connectors.dataset.DatasetReader;
import io.hsicflow.connectors.dataset.Datasets;
import io.hsicflow.schemas.format.ImageRecord;
import java.io.IOException;
import java.time.Clock;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;

/**
 * Sends a data set to a topic. {@link #run} returns when all is delivered, or soon after {@link
 * #stop} was called from another thread (a shutdown hook, for example); what was sent until then is
 * delivered first.
 */
public final class ImageProducer {
  private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ProduceSettings settings;
  private final Configuration conf;
  private final Clock clock;
  private final CountDownLatch stop = new CountDownLatch(1);

  /**
   * A producer of that data, captured-at being the time of sending.
   *
   * @param conf the brokers and client properties
   */
  public ImageProducer(Configuration conf, ProduceSettings settings, Clock clock) {
    this.conf = conf;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Sends, and tells how far it is once a second and at the end.
   *
   * @return the progress at the end
   * @throws IOException where the data cannot be read
   * @throws IllegalStateException where there is no such topic or the brokers do not take it
   */
  public ProduceProgress run(Consumer<ProduceProgress> progress) throws IOException {
    try (Topics topics = Topics.at(conf)) {
      topics.require(settings.topic());
    }
    try (ImagePublisher publisher =
        ImagePublisher.open(conf, settings.topic(), settings.format())) {
      return new Pass(publisher, progress).run();
    }
  }

  /** Makes {@link #run} end after the image under way. */
  public void stop() {
    stop.countDown();
  }

  private boolean isStopped() {
    return stop.getCount() == 0;
  }

  /** The counts of one run. */
  private final class Pass {
    private final ImagePublisher publisher;
    private final Consumer<ProduceProgress> progress;
    private final long startNanos = System.nanoTime();
    private long toldNanos = startNanos;
    private long sent;
    private long skipped;
    private int epoch;
    private OptionalLong total = OptionalLong.empty();

    Pass(ImagePublisher publisher, Consumer<ProduceProgress> progress) {
      this.publisher = publisher;
      this.progress = progress;
    }

    ProduceProgress run() throws IOException {
      for (epoch = 1; epoch <= settings.epochs() && !isStopped(); epoch++) {
        runEpoch();
      }
      epoch = Math.min(epoch, settings.epochs());
      publisher.flush();
      ProduceProgress end = now(0);
      progress.accept(end);
      return end;
    }

    private void runEpoch() throws IOException {
      OptionalLong seed = settings.shuffleSeed();
      if (seed.isPresent()) {
        seed = OptionalLong.of(seed.getAsLong() + epoch - 1);
      }
      try (DatasetReader reader = Datasets.open(settings.data(), settings.limits(), seed)) {
        if (reader.total().isPresent()) {
          total = OptionalLong.of(reader.total().getAsLong() * settings.epochs());
        }
        for (DatasetImage image = reader.next();
            image != null && waitForTurn();
            image = reader.next()) {
          publisher.send(record(image));
          sent++;
          tell(reader.skipped());
        }
        skipped += reader.skipped();
      }
    }

    /** Waits for the time of the next image at the set rate; false once stopped. */
    private boolean waitForTurn() {
      if (isStopped() || settings.imagesPerSecond() == 0) {
        return !isStopped();
      }
      long due = startNanos + (long) (sent / settings.imagesPerSecond() * 1e9);
      try {
        return !stop.await(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        stop();
        return false;
      }
    }

    private ImageRecord record(DatasetImage image) {
      return ImageMessages.record(
          image,
          settings.data().toAbsolutePath().normalize().getFileName().toString(),
          clock.millis());
    }

    private void tell(long skippedInEpoch) {
      if (System.nanoTime() - toldNanos >= PROGRESS_NANOS) {
        toldNanos = System.nanoTime();
        progress.accept(now(skippedInEpoch));
      }
    }

    private ProduceProgress now(long skippedInEpoch) {
      return new ProduceProgress(
          sent,
          publisher.delivered(),
          skipped + skippedInEpoch,
          publisher.tooLarge(),
          epoch,
          total,
          (System.nanoTime() - startNanos) / 1e9);
    }
  }
}
