package io.hsicflow.schemas.format;

import io.hsicflow.schemas.record.RawRecord;
import java.io.Closeable;
import java.io.IOException;

/** Records one after the other, from the first to the last that was there at the start. */
public interface RecordReader extends Closeable {

  /**
   * The next record, or null after the last.
   *
   * @throws IOException with a sentence where they cannot be read
   */
  RawRecord next() throws IOException;
}
