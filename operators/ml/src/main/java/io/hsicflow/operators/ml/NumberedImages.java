package io.hsicflow.operators.ml;

import io.hsicflow.schemas.record.RawRecord;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.types.Row;

/** Rows as records, numbered from 0 by the task that has them; a restart begins anew. */
final class NumberedImages extends RichMapFunction<Row, RawRecord> {

  private static final long serialVersionUID = 1L;

  private final ImageReader reader;
  private transient long rows;

  NumberedImages(ImageReader reader) {
    this.reader = reader;
  }

  @Override
  public RawRecord map(Row row) {
    return reader.record(row, getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(), rows++);
  }
}
