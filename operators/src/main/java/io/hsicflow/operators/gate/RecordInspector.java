package io.hsicflow.operators.gate;

import io.hsicflow.model.image.DecodedPixels;
import io.hsicflow.model.image.ImageDecoder;
import io.hsicflow.model.image.ImageRejectedException;
import io.hsicflow.schemas.format.ImageReading;
import io.hsicflow.schemas.format.ImageRecord;
import io.hsicflow.schemas.format.ImageRecordFormat;
import io.hsicflow.schemas.format.UnreadableRecord;
import io.hsicflow.schemas.record.GateResult;
import io.hsicflow.schemas.record.RawRecord;
import io.hsicflow.schemas.record.RejectedRecord;
import io.hsicflow.schemas.record.SourceImage;
import java.util.Locale;

/**
 * The verdict on one record: a function of its bytes and of the limits. Not for use by several
 * threads at once.
 */
final class RecordInspector implements Inspector {

  private final ImageRecordFormat format;
  private final ImageDecoder decoder;
  private final boolean withFiles;

  RecordInspector(ImageRecordFormat format, ImageDecoder decoder) {
    this(format, decoder, false);
  }

  /**
   * @param withFiles whether an image that is let in comes with its file
   */
  RecordInspector(ImageRecordFormat format, ImageDecoder decoder, boolean withFiles) {
    this.format = format;
    this.decoder = decoder;
    this.withFiles = withFiles;
  }

  @Override
  public GateResult inspect(RawRecord record) {
    ImageReading reading = format.read(record);
    if (reading instanceof UnreadableRecord unreadable) {
      return reject(record, unreadable.reason().code(), unreadable.message());
    }
    ImageRecord image = (ImageRecord) reading;
    DecodedPixels pixels;
    try {
      pixels = decoder.decode(image.file());
    } catch (ImageRejectedException e) {
      return reject(record, e.reason().code(), e.getMessage());
    }
    return GateResult.accept(
        new SourceImage(
            record.topic(),
            record.partition(),
            record.offset(),
            image.id(),
            image.source(),
            image.capturedAt(),
            image.label(),
            pixels.width(),
            pixels.height(),
            pixels.rgb(),
            withFiles ? image.file() : null));
  }

  /**
   * A rejection under one spelling of codes, lower case with hyphens, whichever module found the
   * reason.
   */
  static GateResult reject(RawRecord record, String code, String message) {
    String spelled = code.toLowerCase(Locale.ROOT).replace('_', '-');
    return GateResult.reject(RejectedRecord.of(record, spelled, message));
  }
}
