package io.hsicflow.connectors.produce;

import java.util.OptionalLong;

/**
 * How far sending is.
 *
 * @param sent images handed to the producer
 * @param delivered images that the brokers confirmed
 * @param skipped files passed over: no images, empty, too large to read
 * @param tooLarge images that the topic does not take
 * @param epoch the pass over the data, from 1
 * @param total images of all passes, where known
 * @param seconds since the start
 */
public record ProduceProgress(
    long sent,
    long delivered,
    long skipped,
    long tooLarge,
    int epoch,
    OptionalLong total,
    double seconds) {

  /** Delivered images per second since the start. */
  public double imagesPerSecond() {
    return seconds > 0 ? delivered / seconds : 0;
  }
}
