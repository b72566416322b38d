package io.hsicflow.operators.sequencer;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.configuration.ReadableConfig;

/**
 * How much may wait for a late partition in rotation order before the job fails.
 *
 * @param images the most images
 * @param bytes the most bytes of decoded images
 * @param time the longest without any image getting its place; zero for no bound
 */
record WaitingBounds(long images, long bytes, Duration time) implements Serializable {

  static WaitingBounds of(ReadableConfig config) {
    return new WaitingBounds(
        config.get(SequenceOptions.MAX_WAITING_IMAGES),
        config.get(SequenceOptions.MAX_WAITING_BYTES).getBytes(),
        config.get(SequenceOptions.MAX_WAITING_TIME));
  }
}
