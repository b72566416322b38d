package io.hsicflow.model.golden;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hsicflow.model.json.JsonReader;
import io.hsicflow.model.snapshot.Safetensors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A file of golden values, from the test resources or else from the folder {@code shared} beside
 * the repository.
 *
 * @param tensors its tensors and metadata
 * @param params the metadata {@code params}
 */
public record GoldenFile(Safetensors tensors, Map<String, Object> params) {
  /**
   * Opens a file such as {@code reference/hsic-0.safetensors}; the test is skipped where it is
   * nowhere.
   */
  public static GoldenFile open(String path) throws IOException {
    byte[] bytes = bytes(path);
    assumeTrue(
        bytes != null,
        () ->
            "No golden/"
                + path
                + " in a folder `shared` beside the repository; set -Dhsicflow.shared.");
    Safetensors tensors = Safetensors.read(bytes);
    return new GoldenFile(tensors, JsonReader.parseObject(tensors.metadata().get("params")));
  }

  private static byte[] bytes(String path) throws IOException {
    try (InputStream in = GoldenFile.class.getResourceAsStream("/golden/" + path)) {
      if (in != null) {
        return in.readAllBytes();
      }
    }
    Path folder = shared();
    Path file = folder == null ? null : folder.resolve("golden").resolve(path);
    return file != null && Files.exists(file) ? Files.readAllBytes(file) : null;
  }

  private static Path shared() {
    String set = System.getProperty("hsicflow.shared", System.getenv("HSICFLOW_SHARED"));
    if (set != null) {
      return Path.of(set);
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("mvnw"))) {
        return at.resolveSibling("shared");
      }
    }
    return null;
  }

  /** A tensor's values in double. */
  public double[] values(String name) {
    return tensors.tensor(name).toDoubles();
  }

  /** Whether there is a tensor of that name. */
  public boolean has(String name) {
    return tensors.tensors().containsKey(name);
  }

  /** A number of the params. */
  public double number(String name) {
    return ((Number) params.get(name)).doubleValue();
  }

  /** A whole number of the params. */
  public int whole(String name) {
    return Math.toIntExact((Long) params.get(name));
  }

  /**
   * {@code |ours - golden| / |golden|} of a tensor; the norm of the difference where golden is 0.
   */
  public static double error(double[] ours, double[] golden) {
    if (ours.length != golden.length) {
      throw new IllegalArgumentException(
          "%d numbers where %d are golden.".formatted(ours.length, golden.length));
    }
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < ours.length; i++) {
      difference += (ours[i] - golden[i]) * (ours[i] - golden[i]);
      norm += golden[i] * golden[i];
    }
    return norm == 0 ? Math.sqrt(difference) : Math.sqrt(difference / norm);
  }

  /** The error of one number. */
  public static double error(double ours, double golden) {
    return error(new double[] {ours}, new double[] {golden});
  }
}
