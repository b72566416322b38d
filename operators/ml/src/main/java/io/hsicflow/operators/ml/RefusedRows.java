package io.hsicflow.operators.ml;

import io.hsicflow.schemas.record.RejectedRecord;
import java.nio.charset.StandardCharsets;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of rows whose image the gate refuses: an error, or they are counted, as {@code
 * ml.refusedRows}, and logged.
 */
final class RefusedRows {

  private static final Logger LOG = LoggerFactory.getLogger(RefusedRows.class);

  private final boolean isError;
  private final Counter refused;

  RefusedRows(String handleInvalid, MetricGroup group) {
    isError = handleInvalid.equals(ImageColumns.ERROR_INVALID);
    refused = group.counter("refusedRows");
  }

  /**
   * A row was refused.
   *
   * @throws IllegalArgumentException with a sentence where that is an error
   */
  void refused(RejectedRecord record) {
    String what =
        "The image of row "
            + record.offset()
            + (record.key() == null
                ? ""
                : " ('" + new String(record.key(), StandardCharsets.UTF_8) + "')")
            + " is not let in ("
            + record.reasonCode()
            + "). "
            + record.message();
    if (isError) {
      throw new IllegalArgumentException(
          what
              + " Set handleInvalid to skip to leave out such rows, or to keep to have them without an embedding.");
    }
    refused.inc();
    LOG.warn("{}", what);
  }
}
