package io.hsicflow.model.conformance;

import io.hsicflow.model.json.JsonReader;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.snapshot.Safetensors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Golden files of kind {@code network}: those in the test resources and those in the shared folder,
 * where it is.
 */
final class GoldenNetworkFiles {
  /** Kept in the resources of the backends' modules, under {@code golden/network}. */
  static final List<String> IN_RESOURCES =
      List.of("network-3.safetensors", "network-4.safetensors", "network-1.safetensors");

  private static final long MAX_BYTES = 64L << 20;

  private GoldenNetworkFiles() {}

  /** The names of all files that are present, those of the resources first. */
  static List<String> names() {
    Optional<Path> folder = sharedFolder();
    if (folder.isEmpty()) {
      return IN_RESOURCES;
    }
    try (Stream<Path> files = Files.list(folder.get())) {
      Stream<String> others =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.startsWith("network-") && !IN_RESOURCES.contains(name))
              .sorted();
      return Stream.concat(IN_RESOURCES.stream(), others).toList();
    } catch (IOException e) {
      throw new IllegalStateException("The folder " + folder.get() + " cannot be listed.", e);
    }
  }

  static Safetensors read(String name) throws IOException {
    if (IN_RESOURCES.contains(name)) {
      try (InputStream in =
          Thread.currentThread()
              .getContextClassLoader()
              .getResourceAsStream("golden/network/" + name)) {
        if (in == null) {
          throw new IOException(
              "golden/network/" + name + " is not among this module's test resources.");
        }
        return Safetensors.read(in, MAX_BYTES);
      }
    }
    try (InputStream in = Files.newInputStream(sharedFolder().orElseThrow().resolve(name))) {
      return Safetensors.read(in, MAX_BYTES);
    }
  }

  /** The network of a file. */
  record Params(int depth, int width, Stem stem, int size, int batch, long fillSeed) {
    static Params of(Safetensors file) {
      Map<String, Object> p = JsonReader.parseObject(file.metadata().get("params"));
      return new Params(
          number(p, "depth"),
          number(p, "width"),
          Stem.of((String) p.get("stem")),
          number(p, "size"),
          number(p, "batch"),
          number(p, "fill_seed"));
    }

    private static int number(Map<String, Object> params, String name) {
      return ((Number) params.get(name)).intValue();
    }
  }

  private static Optional<Path> sharedFolder() {
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
    return Optional.of(shared.resolve("golden").resolve("network")).filter(Files::isDirectory);
  }
}
