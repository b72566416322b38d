package io.hsicflow.operators.ml;

import io.hsicflow.schemas.format.FieldLimits;
import io.hsicflow.schemas.format.ImageRecordFormat;
import io.hsicflow.schemas.record.RawRecord;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.types.Row;

/**
 * The image of a row, as the gate takes records: the file is the value, the id is the key, the
 * number of the row the offset.
 *
 * @param image place of the column of images
 * @param id place of the column of names, or -1
 */
record ImageReader(int image, int id) implements Serializable {

  /** What stands for a topic. */
  static final String TABLE = "table";

  private static final long serialVersionUID = 1L;
  private static final long NO_TIME = -1;

  /**
   * Finds the columns.
   *
   * @throws IllegalArgumentException with a sentence where they are missing or of another type
   */
  static ImageReader of(InputTable table, ImageColumns<?> columns) {
    return new ImageReader(
        table.column(
            columns.getInputCol(), "BYTES", type -> type.is(LogicalTypeFamily.BINARY_STRING)),
        columns.getIdCol() == null ? -1 : table.text(columns.getIdCol()));
  }

  /** How the gate reads the records: a value is a file, whose size is the gate's to judge. */
  static ImageRecordFormat format() {
    FieldLimits usual = FieldLimits.defaults();
    return ImageRecordFormat.of(
        ImageRecordFormat.FILE,
        new FieldLimits(
            Integer.MAX_VALUE,
            usual.maxTextChars(),
            usual.maxAttributes(),
            usual.maxAttributeChars()));
  }

  /** The record of a row. */
  RawRecord record(Row row, int task, long number) {
    String name = id < 0 ? null : row.getFieldAs(id);
    return new RawRecord(
        TABLE,
        task,
        number,
        NO_TIME,
        name == null ? null : name.getBytes(StandardCharsets.UTF_8),
        row.getFieldAs(image));
  }
}
