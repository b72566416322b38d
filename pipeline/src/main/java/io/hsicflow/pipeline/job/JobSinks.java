package io.hsicflow.pipeline.job;

import io.hsicflow.schemas.record.EmbeddedImage;
import io.hsicflow.schemas.record.EvaluationResult;
import io.hsicflow.schemas.record.RejectedRecord;
import io.hsicflow.schemas.record.SnapshotPublished;
import io.hsicflow.schemas.record.TrainingProgress;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Where the job's results go. The sinks of a role that the job does not play may be null.
 *
 * @param trainDeadLetters what the gate of the role train refused
 * @param embedDeadLetters what the gate of the role embed refused
 * @param snapshots announcements of snapshots
 * @param embeddings embeddings
 * @param evaluations what was found about snapshots
 * @param progress one record a training step; null for none
 */
public record JobSinks(
    Sink<RejectedRecord> trainDeadLetters,
    Sink<RejectedRecord> embedDeadLetters,
    Sink<SnapshotPublished> snapshots,
    Sink<EmbeddedImage> embeddings,
    Sink<EvaluationResult> evaluations,
    Sink<TrainingProgress> progress) {}
