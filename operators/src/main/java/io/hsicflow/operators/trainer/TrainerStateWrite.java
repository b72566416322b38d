package io.hsicflow.operators.trainer;

import java.io.IOException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The background part of the trainer's checkpoint. It runs as the operator's raw-state future on
 * Flink's checkpoint threads, so that an exception declines the checkpoint, an abort closes the
 * stream, and the buffer goes back in either case.
 */
final class TrainerStateWrite extends AsyncSnapshotCallable<SnapshotResult<OperatorStateHandle>> {

  private static final Logger LOG = LoggerFactory.getLogger(TrainerStateWrite.class);

  private final CheckpointStreamFactory storage;
  private final StagingBuffers.Lease lease;
  private final int length;
  private final long checkpoint;

  TrainerStateWrite(
      CheckpointStreamFactory storage, StagingBuffers.Lease lease, int length, long checkpoint) {
    this.checkpoint = checkpoint;
    this.storage = storage;
    this.lease = lease;
    this.length = length;
  }

  @Override
  protected SnapshotResult<OperatorStateHandle> callInternal() throws Exception {
    try {
      return write();
    } catch (IOException | RuntimeException e) { // object stores' clients throw what they like
      if (snapshotCloseableRegistry.isClosed()) {
        throw e; // given up from outside
      }
      String sentence =
          "Checkpoint "
              + checkpoint
              + " fails, for the trainer's state of "
              + length
              + " bytes could not be written: "
              + e.getMessage()
              + " The training goes on, and the next checkpoint is taken as usual. Make room in the checkpoint storage,"
              + " or mend what keeps the trainer from writing there.";
      LOG.warn(sentence, e);
      throw new IOException(sentence, e);
    }
  }

  private SnapshotResult<OperatorStateHandle> write() throws IOException {
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
