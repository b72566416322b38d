package io.hsicflow.pipeline.evaluate;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where trainings that are under way are kept.
 *
 * @param folder of the files; empty where none are kept
 * @param prefix of their names
 */
public record WorkPlace(Optional<Path> folder, String prefix) {

  /** Keeps nothing: what is interrupted starts anew. */
  public static WorkPlace none() {
    return new WorkPlace(Optional.empty(), "");
  }

  /** Files in a folder of their own. */
  public static WorkPlace in(Path folder) {
    return new WorkPlace(Optional.of(folder), "");
  }

  /** Files beside the one that the results will go to. */
  public static WorkPlace beside(Path out) {
    Path file = out.toAbsolutePath().normalize();
    return new WorkPlace(Optional.of(file.getParent()), file.getFileName() + ".");
  }

  /** The file of a training. */
  Optional<Path> file(String training) {
    return folder.map(place -> place.resolve(prefix + training + ".work.safetensors"));
  }
}
