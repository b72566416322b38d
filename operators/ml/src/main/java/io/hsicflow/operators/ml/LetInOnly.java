package io.hsicflow.operators.ml;

import io.hsicflow.schemas.record.GateResult;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.ml.common.metrics.MLMetrics;

/** Passes on what the gate let in, on its way to a training. */
final class LetInOnly extends RichFilterFunction<GateResult> {

  private static final long serialVersionUID = 1L;

  private final String handleInvalid;
  private transient RefusedRows refused;

  LetInOnly(String handleInvalid) {
    this.handleInvalid = handleInvalid;
  }

  @Override
  public void open(OpenContext context) {
    refused =
        new RefusedRows(
            handleInvalid, getRuntimeContext().getMetricGroup().addGroup(MLMetrics.ML_GROUP));
  }

  @Override
  public boolean filter(GateResult result) {
    if (!result.isAccepted()) {
      refused.refused(result.rejected());
    }
    return result.isAccepted();
  }
}
