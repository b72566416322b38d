package io.hsicflow.operators.snapshot;

import java.io.IOException;
import java.util.Map;
import org.apache.flink.core.fs.Path;

/**
 * The note in a snapshot folder that the training of a job has ended: whoever follows the snapshots
 * of that job then knows that the newest is the last. One note lies there at a time, that of the
 * job which ended last.
 */
public final class TrainingEnd {

  /** The file's name. */
  static final String FILE = "training-ended.json";

  private static final String RUN = "run";

  private final JsonFile file;
  private final String run;

  /**
   * @param folder the folder of the snapshots
   * @param run names the job; another of the same name and folder has another; null for a training
   *     that nobody will say the end of
   */
  public TrainingEnd(String folder, String run) {
    this.file = new JsonFile(new Path(folder, FILE));
    this.run = run;
  }

  /** Notes that the training has ended and no snapshot comes after what is there. */
  public void mark() throws IOException {
    file.path().getFileSystem().mkdirs(file.path().getParent());
    file.write(Map.of(RUN, run));
  }

  /** Whether the training has ended. */
  public boolean isMarked() throws IOException {
    return run != null && file.read().filter(Map.of(RUN, run)::equals).isPresent();
  }
}
