package io.hsicflow.connectors.produce;

import io.hsicflow.connectors.dataset.DatasetLimits;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What is sent, and how.
 *
 * @param data a data set ({@link io.hsicflow.connectors.dataset.Datasets})
 * @param topic where to
 * @param format {@code avro} or {@code file}
 * @param imagesPerSecond the rate, 0 for as fast as the brokers take them
 * @param epochs how often the set is sent, 1 at least
 * @param shuffleSeed empty for the set's own order
 */
public record ProduceSettings(
    Path data,
    String topic,
    String format,
    double imagesPerSecond,
    int epochs,
    OptionalLong shuffleSeed,
    DatasetLimits limits) {
  public ProduceSettings {
    if (!(imagesPerSecond >= 0) || imagesPerSecond > 1e9) {
      throw new IllegalArgumentException(
          "The rate is "
              + imagesPerSecond
              + " images a second, but must be 0 (as fast as it goes) or more.");
    }
    if (epochs < 1) {
      throw new IllegalArgumentException(
          "The number of epochs is " + epochs + ", but the data must be sent once at least.");
    }
  }

  /** All of {@code data} once, in Avro, as fast as it goes, in the order of seed 0. */
  public static ProduceSettings of(Path data, String topic) {
    return new ProduceSettings(
        data, topic, "avro", 0, 1, OptionalLong.of(0), DatasetLimits.defaults());
  }

  /** The same in that format. */
  public ProduceSettings withFormat(String newFormat) {
    return new ProduceSettings(
        data, topic, newFormat, imagesPerSecond, epochs, shuffleSeed, limits);
  }

  /** The same at that rate. */
  public ProduceSettings withRate(double newImagesPerSecond) {
    return new ProduceSettings(
        data, topic, format, newImagesPerSecond, epochs, shuffleSeed, limits);
  }

  /** The same, so many times over. */
  public ProduceSettings withEpochs(int newEpochs) {
    return new ProduceSettings(
        data, topic, format, imagesPerSecond, newEpochs, shuffleSeed, limits);
  }

  /** The same in the order of that seed, or in the set's own. */
  public ProduceSettings withShuffleSeed(OptionalLong newShuffleSeed) {
    return new ProduceSettings(
        data, topic, format, imagesPerSecond, epochs, newShuffleSeed, limits);
  }
}
