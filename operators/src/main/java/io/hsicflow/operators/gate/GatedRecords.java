package io.hsicflow.operators.gate;

import io.hsicflow.operators.clock.Clock;
import io.hsicflow.schemas.format.ImageReading;
import io.hsicflow.schemas.format.ImageRecord;
import io.hsicflow.schemas.format.ImageRecordFormat;
import io.hsicflow.schemas.format.RecordReader;
import io.hsicflow.schemas.format.UnreadableRecord;
import io.hsicflow.schemas.record.GateResult;
import io.hsicflow.schemas.record.RawRecord;
import io.hsicflow.schemas.record.SourceImage;
import java.io.IOException;
import org.apache.flink.configuration.Configuration;

/**
 * Records that are read outside the graph, through a gate of their own: with the limits, the
 * watchdog and the verdicts of every gate, one record at a time.
 */
public final class GatedRecords {

  private final Configuration config;
  private final ImageRecordFormat format;
  private final Clock clock;

  /**
   * @param config the gate's limits
   * @param format how images stand in the records
   */
  public GatedRecords(Configuration config, ImageRecordFormat format, Clock clock) {
    this.config = new Configuration(config);
    this.config.set(GateOptions.THREADS, 1); // one image at a time is inspected
    this.format = format;
    this.clock = clock;
  }

  /** What becomes of the images. */
  public interface Taker {

    /** Whether the image is wanted at all: only then is it decoded. */
    boolean wants(ImageRecord image);

    /**
     * Takes an image that the gate let in.
     *
     * @throws IOException where what becomes of it has no place
     */
    void take(ImageRecord image, SourceImage decoded) throws IOException;

    /** Is told of a record that the gate refused, with the reason's code and a sentence. */
    void refused(RawRecord record, String code, String message);
  }

  /**
   * Hands all that {@code reader} has to {@code taker}.
   *
   * @param size side of the encoder's input in pixels
   * @param between called after every record
   * @throws IOException with a sentence where they cannot be read or taken
   * @throws InterruptedException where the thread is interrupted while an image is decoded
   */
  public void readTo(RecordReader reader, Taker taker, int size, Runnable between)
      throws IOException, InterruptedException {
    try (StandaloneGate gate = Gate.standalone(config, format, size, clock)) {
      for (RawRecord record = reader.next(); record != null; record = reader.next()) {
        ImageReading reading = format.read(record);
        if (reading instanceof UnreadableRecord unreadable) {
          taker.refused(record, unreadable.reason().code(), unreadable.message());
        } else if (taker.wants((ImageRecord) reading)) {
          GateResult verdict = gate.verdict(record);
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
}
