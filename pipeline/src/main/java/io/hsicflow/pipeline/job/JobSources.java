package io.hsicflow.pipeline.job;

import io.hsicflow.operators.evaluator.ProbeImages;
import io.hsicflow.operators.sequencer.PartitionSpan;
import io.hsicflow.schemas.record.RawRecord;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;

/**
 * Where the job's records come from.
 *
 * @param train read by the role train; null where the job does not play it
 * @param embed read by the role embed; null where the job does not play it
 * @param probe what the role evaluate judges snapshots by; null where the job does not play it
 * @param recent the last images of the stream, for drift in the role evaluate; null for none
 * @param watermarks event time of the first two
 * @param control changes of the learner; null where the job takes none
 * @param partitions what {@code train} reads, for rotation order; empty in arrival order
 */
public record JobSources(
    Source<RawRecord, ?, ?> train,
    Source<RawRecord, ?, ?> embed,
    ProbeImages probe,
    ProbeImages recent,
    WatermarkStrategy<RawRecord> watermarks,
    Source<RawRecord, ?, ?> control,
    List<PartitionSpan> partitions) {}
