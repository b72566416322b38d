package io.hsicflow.operators.ml;

import io.hsicflow.schemas.record.SnapshotPublished;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Of a training that ends, the last snapshot is the model. */
final class LastSnapshot extends AbstractStreamOperator<SnapshotPublished>
    implements OneInputStreamOperator<SnapshotPublished, SnapshotPublished>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  private final int batch;
  private transient SnapshotPublished last;
  private transient ListState<SnapshotPublished> state;

  /**
   * @param batch images of a step
   */
  LastSnapshot(int batch) {
    this.batch = batch;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    state =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>("last", TypeInformation.of(SnapshotPublished.class)));
    for (SnapshotPublished kept : state.get()) {
      last = kept;
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    state.clear();
    if (last != null) {
      state.add(last);
    }
  }

  @Override
  public void processElement(StreamRecord<SnapshotPublished> element) {
    last = element.getValue();
  }

  @Override
  public void endInput() {
    if (last == null) {
      throw new IllegalStateException(
          "The training ended without a snapshot to embed with. Either there were too few images for one step, which is"
              + " learner.batch = "
              + batch
              + ", or the guards held its snapshots back, of which the log tells.");
    }
    output.collect(new StreamRecord<>(last));
  }
}
