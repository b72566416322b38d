package io.hsicflow.pipeline.job;

import io.hsicflow.pipeline.registry.HttpSchemaRegistry;
import io.hsicflow.schemas.format.FieldLimits;
import io.hsicflow.schemas.format.ImageRecordFormat;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;

/** Options of how a Kafka record is read. */
public final class InputOptions {
  /** How images stand in Kafka records. */
  public static final ConfigOption<String> FORMAT =
      ConfigOptions.key("images.format")
          .stringType()
          .defaultValue(ImageRecordFormat.AVRO)
          .withDescription(
              "What a record's value is: avro (our message Image as an Avro single object), avro-registry (Avro as"
                  + " Confluent's serializers write it, with any schema in the registry at registry.url that can be read as"
                  + " Image) or file (the image file itself, the record's key its id).");

  /** The largest value of a record. */
  public static final ConfigOption<MemorySize> MAX_VALUE_BYTES =
      ConfigOptions.key("images.max-value-bytes")
          .memoryType()
          .defaultValue(new MemorySize(FieldLimits.defaults().maxValueBytes()))
          .withDescription("The largest value of a Kafka record that is read.");

  /** The longest text. */
  public static final ConfigOption<Integer> MAX_TEXT_CHARS =
      ConfigOptions.key("images.max-text-chars")
          .intType()
          .defaultValue(FieldLimits.defaults().maxTextChars())
          .withDescription("The longest id, key, source or label of an image.");

  /** The most attributes. */
  public static final ConfigOption<Integer> MAX_ATTRIBUTES =
      ConfigOptions.key("images.max-attributes")
          .intType()
          .defaultValue(FieldLimits.defaults().maxAttributes())
          .withDescription(
              "The most attributes of an image; they are counted before one of them is read.");

  /** The longest attribute. */
  public static final ConfigOption<Integer> MAX_ATTRIBUTE_CHARS =
      ConfigOptions.key("images.max-attribute-chars")
          .intType()
          .defaultValue(FieldLimits.defaults().maxAttributeChars())
          .withDescription("The longest name or text of an image's attribute.");

  private InputOptions() {}

  /**
   * The format that the options name, under their limits.
   *
   * @throws IllegalArgumentException where there is no such format, it lacks its registry, or a
   *     limit is out of its range
   */
  public static ImageRecordFormat format(ReadableConfig config) {
    String format = config.get(FORMAT);
    return format.equals(ImageRecordFormat.AVRO_REGISTRY)
        ? ImageRecordFormat.of(HttpSchemaRegistry.of(config), limits(config))
        : ImageRecordFormat.of(format, limits(config));
  }

  /** Our message Image under the same limits, whatever the format of the images' topics. */
  public static ImageRecordFormat avro(ReadableConfig config) {
    return ImageRecordFormat.of(ImageRecordFormat.AVRO, limits(config));
  }

  private static FieldLimits limits(ReadableConfig config) {
    long valueBytes = config.get(MAX_VALUE_BYTES).getBytes();
    if (valueBytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "images.max-value-bytes is "
              + valueBytes
              + ", but a value is one array: set at most "
              + Integer.MAX_VALUE
              + ".");
    }
    return new FieldLimits(
        (int) valueBytes,
        config.get(MAX_TEXT_CHARS),
        config.get(MAX_ATTRIBUTES),
        config.get(MAX_ATTRIBUTE_CHARS));
  }
}
