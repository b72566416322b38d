package io.hsicflow.operators.evaluator;

import io.hsicflow.operators.snapshot.TrainingEnd;
import io.hsicflow.schemas.record.SnapshotPublished;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Notes in the snapshot folder when the announcements of snapshots end, which they do when a
 * training on a bounded input has published its last: the evaluator, which has no edge from the
 * trainer, ends by that.
 */
final class EndOfTraining extends AbstractStreamOperator<Void>
    implements OneInputStreamOperator<SnapshotPublished, Void>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  private final String snapshotFolder;
  private final String run;

  EndOfTraining(String snapshotFolder, String run) {
    this.snapshotFolder = snapshotFolder;
    this.run = run;
  }

  @Override
  public void processElement(StreamRecord<SnapshotPublished> snapshot) {
    // Snapshots are found in their folder; only the end of them counts here.
  }

  @Override
  public void endInput() throws Exception {
    new TrainingEnd(snapshotFolder, run).mark();
  }
}
