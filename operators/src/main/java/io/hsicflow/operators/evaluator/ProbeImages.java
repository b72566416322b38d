package io.hsicflow.operators.evaluator;

import io.hsicflow.schemas.format.ImageRecordFormat;
import io.hsicflow.schemas.format.RecordReader;
import java.io.IOException;
import java.io.Serializable;

/** Where the images come from that snapshots are judged by; travels in the job graph. */
public interface ProbeImages extends Serializable {

  /**
   * All that is there now, from the beginning. The attribute {@code split} of an image, {@code
   * test} or anything else, says where it belongs (see {@link ProbeSplit}).
   *
   * @throws IOException with a sentence where they cannot be read
   */
  RecordReader open() throws IOException;

  /** How an image stands in such a record. */
  ImageRecordFormat format();
}
