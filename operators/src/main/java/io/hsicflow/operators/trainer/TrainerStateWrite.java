package io.hsicflow.operators.trainer;

import java.util.Map;
import org.apache.flink.runtime.state.AsyncSnapshotCallable;
import org.apache.flink.runtime.state.CheckpointStateOutputStream;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.CheckpointedStateScope;
import org.apache.flink.runtime.state.DefaultOperatorStateBackend;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;
import org.apache.flink.runtime.state.SnapshotResult;
import org.apache.flink.runtime.state.StreamStateHandle;

/**
 * The background part of the trainer's checkpoint. It runs as the operator's raw-state future on
 * Flink's checkpoint threads, so that an exception declines the checkpoint, an abort closes the
 * stream, and the buffer goes back in either case.
 */
final class TrainerStateWrite extends AsyncSnapshotCallable<SnapshotResult<OperatorStateHandle>> {

  private final CheckpointStreamFactory storage;
  private final StagingBuffers.Lease lease;
  private final int length;

  TrainerStateWrite(CheckpointStreamFactory storage, StagingBuffers.Lease lease, int length) {
    this.storage = storage;
    this.lease = lease;
    this.length = length;
  }

  @Override
  protected SnapshotResult<OperatorStateHandle> callInternal() throws Exception {
    CheckpointStateOutputStream out =
        storage.createCheckpointStateOutputStream(CheckpointedStateScope.EXCLUSIVE);
    snapshotCloseableRegistry.registerCloseable(out);
    TrainerStateFormat.write(lease.array(), length, out);
    StreamStateHandle written = out.closeAndGetHandle();
    snapshotCloseableRegistry.unregisterCloseable(out);
    OperatorStateHandle.StateMetaInfo onePart =
        new OperatorStateHandle.StateMetaInfo(
            new long[] {0}, OperatorStateHandle.Mode.SPLIT_DISTRIBUTE);
    return SnapshotResult.of(
        new OperatorStreamStateHandle(
            Map.of(DefaultOperatorStateBackend.DEFAULT_OPERATOR_STATE_NAME, onePart), written));
  }

  @Override
  protected void cleanupProvidedResources() {
    lease.close();
  }
}
