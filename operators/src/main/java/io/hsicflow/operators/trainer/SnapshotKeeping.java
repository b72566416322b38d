package io.hsicflow.operators.trainer;

import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.operators.clock.Clock;
import io.hsicflow.operators.snapshot.SnapshotGate;
import io.hsicflow.operators.snapshot.SnapshotPointer;
import io.hsicflow.operators.snapshot.SnapshotPruning;
import io.hsicflow.operators.snapshot.SnapshotRetention;
import io.hsicflow.operators.snapshot.SnapshotStore;
import java.io.IOException;
import org.apache.flink.configuration.ReadableConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of the store once a snapshot lies in it: the snapshot is judged and perhaps
 * released, and old ones are deleted, as the options say. What fails of that is logged, and neither
 * the snapshot nor the training is lost for it.
 */
final class SnapshotKeeping {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotKeeping.class);

  private final SnapshotStore store;
  private final SnapshotGate gate;
  private final SnapshotRetention retention;

  /**
   * @throws IllegalArgumentException with a sentence where an option cannot be
   */
  SnapshotKeeping(SnapshotStore store, ReadableConfig config, Clock clock) {
    this.store = store;
    gate = new SnapshotGate(store, config, clock);
    retention = SnapshotRetention.of(config);
  }

  /**
   * Checks the options of releases and retention.
   *
   * @throws IllegalArgumentException with a sentence where one of them cannot be
   */
  static void check(ReadableConfig config) {
    SnapshotGate.check(config);
    SnapshotRetention.of(config);
  }

  /** {@code snapshot} was stored, held back or not. */
  void stored(EncoderSnapshot snapshot) {
    try {
      gate.published(SnapshotPointer.to(snapshot));
    } catch (IOException | RuntimeException e) { // object stores' clients throw what they like
      LOG.warn(
          "Whether snapshot {} is released could not be decided or written to {}; what was released before stays so, and"
              + " 'hsicflow snapshots release' decides it anew. {}",
          snapshot.fileName(),
          store.folder(),
          e.getMessage(),
          e);
    }
    if (retention.isOn()) {
      prune();
    }
  }

  private void prune() {
    try {
      for (SnapshotPruning.Decision deleted : new SnapshotPruning(store, retention).run()) {
        LOG.info("Deleted snapshot {}: {}.", deleted.entry().name(), deleted.reason());
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "Old snapshots in {} could not be deleted; it is tried again after the next snapshot. {}",
          store.folder(),
          e.getMessage(),
          e);
    }
  }
}
