package io.hsicflow.model.golden;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hsicflow.model.parity.GoldenFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds golden files: a choice of them is in the test resources, under {@code golden}; the rest is
 * read from a folder {@code shared} beside or above the repository where there is one, or where the
 * property {@code hsicflow.shared} or the variable {@code HSICFLOW_SHARED} points.
 */
public final class GoldenFiles {
  private GoldenFiles() {}

  /**
   * Opens a file such as {@code reference/hsic-0.safetensors}; the test is skipped visibly where it
   * is nowhere.
   */
  public static GoldenFile open(String path) throws IOException {
    Optional<byte[]> bytes = bytes(path);
    assumeTrue(
        bytes.isPresent(),
        () ->
            path
                + " is neither in the test resources nor in a folder `shared` beside the"
                + " repository; set -Dhsicflow.shared.");
    return GoldenFile.parse(path, bytes.orElseThrow());
  }

  /**
   * The names of the files of a folder that begin so: those that are in the test resources, then
   * what the shared folder has besides.
   */
  public static List<String> names(String folder, String prefix, List<String> inResources) {
    Optional<Path> shared = shared().map(golden -> golden.resolve(folder));
    if (shared.isEmpty()) {
      return inResources;
    }
    try (Stream<Path> files = Files.list(shared.get())) {
      Stream<String> others =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.startsWith(prefix) && !inResources.contains(name))
              .sorted();
      return Stream.concat(inResources.stream(), others).toList();
    } catch (IOException e) {
      throw new IllegalStateException("The folder " + shared.get() + " cannot be listed.", e);
    }
  }

  private static Optional<byte[]> bytes(String path) throws IOException {
    try (InputStream in = resource(path)) {
      if (in != null) {
        return Optional.of(in.readAllBytes());
      }
    }
    Optional<Path> file = shared().map(golden -> golden.resolve(path)).filter(Files::exists);
    return file.isPresent() ? Optional.of(Files.readAllBytes(file.get())) : Optional.empty();
  }

  private static InputStream resource(String path) {
    return GoldenFiles.class.getResourceAsStream("/golden/" + path);
  }

  /** The folder {@code golden} of the shared folder. */
  private static Optional<Path> shared() {
    String set = System.getProperty("hsicflow.shared", System.getenv("HSICFLOW_SHARED"));
    if (set != null) {
      return existing(Path.of(set));
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Optional<Path> found = existing(at.resolve("shared"));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> existing(Path shared) {
    return Optional.of(shared.resolve("golden")).filter(Files::isDirectory);
  }
}
