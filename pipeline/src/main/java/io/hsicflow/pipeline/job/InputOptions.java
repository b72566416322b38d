package io.hsicflow.pipeline.job;

import io.hsicflow.schemas.format.FieldLimits;
import io.hsicflow.schemas.format.ImageRecordFormat;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/** Options of how a Kafka record is read. */
public final class InputOptions {
  /** How images stand in Kafka records. */
  public static final ConfigOption<String> FORMAT =
      ConfigOptions.key("images.format")
          .stringType()
          .defaultValue(ImageRecordFormat.AVRO)
          .withDescription(
              "What a record's value is: avro (our message Image) or file (the image file itself, the"
                  + " record's key its id).");

  private InputOptions() {}

  /**
   * The format that the options name.
   *
   * @throws IllegalArgumentException where there is no such format
   */
  static ImageRecordFormat format(ReadableConfig config) {
    return ImageRecordFormat.of(config.get(FORMAT), FieldLimits.defaults());
  }
}
