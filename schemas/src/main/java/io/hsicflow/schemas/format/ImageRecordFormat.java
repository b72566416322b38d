package io.hsicflow.schemas.format;

import io.hsicflow.schemas.record.RawRecord;
import io.hsicflow.schemas.registry.SchemaRegistry;
import java.io.Serializable;

/**
 * Reads the fields of an image from a Kafka record. {@code ImageRecordFormat.of("avro",
 * FieldLimits.defaults())}; never throws on data, but with a registry where that cannot be asked.
 * Safe for use by several threads.
 */
public sealed interface ImageRecordFormat extends Serializable
    permits AvroImageFormat, FileImageFormat {

  /** The name of the mode whose values are our Avro message Image. */
  String AVRO = "avro";

  /** The name of the mode whose values are image files and whose keys are ids. */
  String FILE = "file";

  /**
   * The name of the mode whose values are framed for a schema registry, with any schema that can be
   * read as Image.
   */
  String AVRO_REGISTRY = "avro-registry";

  /** The format {@link #AVRO_REGISTRY}, with the schemas of that registry. */
  static ImageRecordFormat of(SchemaRegistry registry, FieldLimits limits) {
    return new AvroImageFormat(new RegistryImages(registry), limits);
  }

  /**
   * The format of that name.
   *
   * @param mode {@code avro} or {@code file}
   * @throws IllegalArgumentException for any other name
   */
  static ImageRecordFormat of(String mode, FieldLimits limits) {
    return switch (mode) {
      case AVRO -> new AvroImageFormat(new SingleObjectImages(), limits);
      case FILE -> new FileImageFormat(limits);
      default ->
          throw new IllegalArgumentException(
              "images.format is '"
                  + mode
                  + "', but must be avro (our message Image), avro-registry (the same with a schema of a registry) or file (the value is the image file, the key its id).");
    };
  }

  /** The image's fields, or why there are none. */
  ImageReading read(RawRecord record);

  /**
   * When the picture was taken, in milliseconds since 1970; Kafka's timestamp where the record does
   * not say.
   */
  long capturedAt(RawRecord record);
}
