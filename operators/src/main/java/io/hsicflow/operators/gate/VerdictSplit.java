package io.hsicflow.operators.gate;

import io.hsicflow.schemas.record.GateResult;
import io.hsicflow.schemas.record.RejectedRecord;
import io.hsicflow.schemas.record.SourceImage;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Parts accepted images from rejected records and counts both; rejected ones by reason, as {@code
 * gate.reason.REASON.rejected}. Two images with one id are two images, and counted. Every record
 * also leaves as a turn, for the sequencer: rejected ones without their bytes.
 */
final class VerdictSplit extends ProcessFunction<GateResult, SourceImage> {

  private static final long serialVersionUID = 1L;

  private final OutputTag<RejectedRecord> rejected;
  private final OutputTag<GateResult> turns;
  private final int rememberedIds;
  private transient GateMetrics metrics;
  private transient RecentIds recentIds;

  VerdictSplit(OutputTag<RejectedRecord> rejected, OutputTag<GateResult> turns, int rememberedIds) {
    this.rejected = rejected;
    this.turns = turns;
    this.rememberedIds = rememberedIds;
  }

  @Override
  public void open(OpenContext context) {
    metrics = new GateMetrics(getRuntimeContext().getMetricGroup());
    recentIds = new RecentIds(rememberedIds);
  }

  @Override
  public void processElement(GateResult result, Context context, Collector<SourceImage> images) {
    if (result.isAccepted()) {
      metrics.accepted();
      if (recentIds.repeats(result.accepted().id())) {
        metrics.repeatedId();
      }
      context.output(turns, result);
      images.collect(result.accepted());
      return;
    }
    RejectedRecord record = result.rejected();
    metrics.rejected(record.reasonCode());
    context.output(rejected, record);
    context.output(turns, GateResult.reject(withoutBytes(record)));
  }

  private static RejectedRecord withoutBytes(RejectedRecord record) {
    return new RejectedRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        null,
        null,
        record.reasonCode(),
        "");
  }
}
