package io.hsicflow.connectors.produce;

import io.hsicflow.connectors.dataset.DatasetImage;
import io.hsicflow.schemas.avro.Image;
import io.hsicflow.schemas.format.ImageRecord;
import io.hsicflow.schemas.message.MessageCodec;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** What stands in a topic of an image of a data set. */
public final class ImageMessages {
  private ImageMessages() {}

  /**
   * The fields of an image of a data set; the attribute {@code split} says {@code train} or {@code
   * test}.
   *
   * @param source the name of the set
   * @param capturedAt milliseconds since 1970
   */
  public static ImageRecord record(DatasetImage image, String source, long capturedAt) {
    return new ImageRecord(
        image.id(),
        source,
        capturedAt,
        image.label(),
        Map.of("split", image.split().name().toLowerCase(Locale.ROOT)),
        image.file());
  }

  /** The message Image, as the value of a record. */
  public static byte[] encode(ImageRecord image) {
    return MessageCodec.IMAGE.encode(
        Image.newBuilder()
            .setId(image.id())
            .setCapturedAt(Instant.ofEpochMilli(image.capturedAt()))
            .setSource(image.source())
            .setLabel(image.label())
            .setAttributes(image.attributes())
            .setImage(ByteBuffer.wrap(image.file()))
            .build());
  }
}
