package io.hsicflow.operators.evaluator;

import io.hsicflow.operators.clock.Clock;
import io.hsicflow.operators.gate.Gate;
import io.hsicflow.operators.gate.GateOptions;
import io.hsicflow.operators.gate.StandaloneGate;
import io.hsicflow.schemas.format.ImageReading;
import io.hsicflow.schemas.format.ImageRecord;
import io.hsicflow.schemas.format.RecordReader;
import io.hsicflow.schemas.format.UnreadableRecord;
import io.hsicflow.schemas.record.GateResult;
import io.hsicflow.schemas.record.RawRecord;
import io.hsicflow.schemas.record.SourceImage;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.flink.configuration.Configuration;

/**
 * Images that are read once, outside the graph, through a gate of their own: with the limits, the
 * watchdog and the verdicts of every gate.
 */
final class GatedImages {

  private final Configuration config;
  private final ProbeImages images;
  private final Clock clock;

  GatedImages(Configuration config, ProbeImages images, Clock clock) {
    this.config = new Configuration(config);
    this.config.set(GateOptions.THREADS, 1); // one image at a time is inspected
    this.images = images;
    this.clock = clock;
  }

  /** What becomes of the images. */
  interface Taker {

    /** Whether the image is wanted at all: only then is it decoded. */
    boolean wants(ImageRecord image);

    /** Takes an image that the gate let in. */
    void take(ImageRecord image, SourceImage decoded);

    /** Is told of a record that the gate refused, with the reason's code and a sentence. */
    void refused(RawRecord record, String code, String message);
  }

  /**
   * Hands all of them to {@code taker}.
   *
   * @param size side of the encoder's input in pixels
   * @param between called after every record
   * @throws IOException with a sentence where they cannot be read
   */
  void readTo(Taker taker, int size, Runnable between) throws IOException {
    try (RecordReader reader = images.open();
        StandaloneGate gate = Gate.standalone(config, images.format(), size, clock)) {
      for (RawRecord record = reader.next(); record != null; record = reader.next()) {
        ImageReading reading = images.format().read(record);
        if (reading instanceof UnreadableRecord unreadable) {
          taker.refused(record, unreadable.reason().code(), unreadable.message());
        } else if (taker.wants((ImageRecord) reading)) {
          GateResult verdict = verdict(gate, record);
          if (verdict.isAccepted()) {
            taker.take((ImageRecord) reading, verdict.accepted());
          } else {
            taker.refused(record, verdict.rejected().reasonCode(), verdict.rejected().message());
          }
        }
        between.run();
      }
    }
  }

  private static GateResult verdict(StandaloneGate gate, RawRecord record) {
    CompletableFuture<GateResult> verdict = new CompletableFuture<>();
    gate.submit(
        record,
        new StandaloneGate.Outcome() {
          @Override
          public void decided(GateResult result) {
            verdict.complete(result);
          }

          @Override
          public void failed(Throwable failure) {
            verdict.completeExceptionally(failure);
          }
        });
    try {
      return verdict.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "The image at offset "
              + record.offset()
              + " of partition "
              + record.topic()
              + "-"
              + record.partition()
              + " could not be inspected. "
              + e.getCause().getMessage(),
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EvaluationGivenUpException();
    }
  }
}
