package io.hsicflow.operators.gate;

import io.hsicflow.schemas.record.GateResult;
import io.hsicflow.schemas.record.RejectedRecord;
import io.hsicflow.schemas.record.SourceImage;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What comes out of a gate.
 *
 * @param images the accepted images, in the order of each partition
 * @param turns every record's verdict in the same order, rejected ones without their bytes: the
 *     sequencer's input
 * @param rejected the records that were not let in, with their bytes: the dead letters' input
 */
public record GateStreams(
    DataStream<SourceImage> images,
    DataStream<GateResult> turns,
    DataStream<RejectedRecord> rejected) {}
