package io.hsicflow.operators.ml;

import io.hsicflow.operators.snapshot.SnapshotOptions;
import java.time.Duration;
import java.util.List;
import org.apache.flink.ml.param.Param;
import org.apache.flink.ml.param.WithParams;

/** Params of the snapshots of a training; see {@link SnapshotOptions}. */
public interface SnapshotParams<T> extends WithParams<T> {

  /** Where snapshots lie. Option {@link SnapshotOptions#FOLDER}. */
  Param<String> SNAPSHOT_FOLDER = OptionParam.of(String.class, () -> SnapshotOptions.FOLDER);

  /** Snapshots by steps. Option {@link SnapshotOptions#EVERY_STEPS}. */
  Param<Long> SNAPSHOT_EVERY_STEPS = OptionParam.of(() -> SnapshotOptions.EVERY_STEPS);

  /** Snapshots by time. Option {@link SnapshotOptions#EVERY}. */
  Param<Duration> SNAPSHOT_EVERY = OptionParam.of(() -> SnapshotOptions.EVERY);

  /** A snapshot before the first step. Option {@link SnapshotOptions#INITIAL}. */
  Param<Boolean> SNAPSHOT_INITIAL = OptionParam.of(() -> SnapshotOptions.INITIAL);

  /** The description of the data in a snapshot's metadata. Option {@link SnapshotOptions#DATA}. */
  Param<String> SNAPSHOT_DATA = OptionParam.of(() -> SnapshotOptions.DATA);

  /** The licence in a snapshot's card. Option {@link SnapshotOptions#LICENCE}. */
  Param<String> SNAPSHOT_LICENCE = OptionParam.of(() -> SnapshotOptions.LICENCE);

  /** How many snapshots stay. Option {@link SnapshotOptions#KEEP}. */
  Param<Integer> SNAPSHOT_KEEP = OptionParam.of(() -> SnapshotOptions.KEEP);

  /** Which older ones stay. Option {@link SnapshotOptions#KEEP_EVERY_STEPS}. */
  Param<Long> SNAPSHOT_KEEP_EVERY_STEPS = OptionParam.of(() -> SnapshotOptions.KEEP_EVERY_STEPS);

  /** Which ones stay whatever their age. Option {@link SnapshotOptions#PINNED}. */
  Param<List<String>> SNAPSHOT_PINNED = OptionParam.of(() -> SnapshotOptions.PINNED);
}
