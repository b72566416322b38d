package io.hsicflow.operators.evaluator;

import io.hsicflow.operators.clock.Clock;
import io.hsicflow.operators.gate.GatedRecords;
import io.hsicflow.schemas.format.RecordReader;
import java.io.IOException;
import org.apache.flink.configuration.Configuration;

/** Images that are read once for an evaluation, as far as the gate lets them in. */
final class GatedImages {

  private final ProbeImages images;
  private final GatedRecords records;

  GatedImages(Configuration config, ProbeImages images, Clock clock) {
    this.images = images;
    this.records = new GatedRecords(config, images.format(), clock);
  }

  /**
   * Hands all of them to {@code taker}.
   *
   * @param size side of the encoder's input in pixels
   * @param between called after every record
   * @throws IOException with a sentence where they cannot be read
   * @throws EvaluationGivenUpException where the task ends
   */
  void readTo(GatedRecords.Taker taker, int size, Runnable between) throws IOException {
    try (RecordReader reader = images.open()) {
      records.readTo(reader, taker, size, between);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EvaluationGivenUpException();
    }
  }
}
