package io.hsicflow.pipeline.embed;

import io.hsicflow.schemas.format.ImageRecordFormat;
import io.hsicflow.schemas.format.RecordReader;
import io.hsicflow.schemas.record.RawRecord;
import java.util.OptionalLong;

/** Images to embed, read once in an order that is the same each time. */
public interface ImageSet extends RecordReader {

  /** What to call it. */
  String name();

  /** How an image stands in a record. */
  ImageRecordFormat format();

  /** How many there are at most, where that is known. */
  OptionalLong total();

  /** How many files were passed over until now: no images by their names, empty, or too large. */
  long passedOver();

  /** What to call a record that was refused. */
  String nameOf(RawRecord record);

  /** Whether they are records of a topic. */
  boolean isTopic();
}
