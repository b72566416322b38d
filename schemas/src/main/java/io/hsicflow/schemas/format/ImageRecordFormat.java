package io.hsicflow.schemas.format;

import io.hsicflow.schemas.record.RawRecord;
import java.io.Serializable;

/**
 * Reads the fields of an image from a Kafka record. {@code ImageRecordFormat.of("avro",
 * FieldLimits.defaults())}; never throws on data. Safe for use by several threads.
 */
public sealed interface ImageRecordFormat extends Serializable
    permits AvroImageFormat, FileImageFormat {

  /** The name of the mode whose values are our Avro message Image. */
  String AVRO = "avro";

  /** The name of the mode whose values are image files and whose keys are ids. */
  String FILE = "file";

  /**
   * The format of that name.
   *
   * @param mode {@code avro} or {@code file}
   * @throws IllegalArgumentException for any other name
   */
  static ImageRecordFormat of(String mode, FieldLimits limits) {
    return switch (mode) {
      case AVRO -> new AvroImageFormat(limits);
      case FILE -> new FileImageFormat(limits);
      default ->
          throw new IllegalArgumentException(
              "images.format is '"
                  + mode
                  + "', but must be avro (our message Image) or file (the value is the image file, the key its id).");
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
