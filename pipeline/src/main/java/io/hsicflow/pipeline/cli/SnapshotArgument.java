package io.hsicflow.pipeline.cli;

import io.hsicflow.pipeline.export.NamedSnapshot;
import io.hsicflow.pipeline.job.FlinkSettings;
import java.io.IOException;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Option;

/**
 * {@code --snapshot}, for every command that takes a snapshot of a job: as a group of its own, or
 * extended by what may stand in its place.
 */
class SnapshotArgument {
  @Option(
      names = "--snapshot",
      paramLabel = "FILE|DIGEST|newest|released",
      description =
          "The snapshot: its file, the first 12 digits of its digest or more, newest or released.")
  private String name;

  SnapshotArgument() {}

  /** Whether it was given, and not something in its place. */
  boolean isGiven() {
    return name != null;
  }

  /** How it was named; null where it was not given. */
  String name() {
    return name;
  }

  /**
   * Finds the snapshot.
   *
   * @param settings of a job, which say where it keeps its snapshots
   * @throws io.hsicflow.pipeline.UserException with a sentence, where there is none of that name
   */
  NamedSnapshot find(Configuration settings) throws IOException {
    return NamedSnapshot.of(FlinkSettings.complete(settings), name);
  }
}
