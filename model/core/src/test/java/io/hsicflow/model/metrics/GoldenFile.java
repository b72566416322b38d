package io.hsicflow.model.metrics;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A metrics file of golden/network: tensors, and the expected numbers in its header. */
record GoldenFile(String header, ByteBuffer data) {
  static GoldenFile resource(String name) throws IOException {
    try (InputStream in = GoldenFile.class.getResourceAsStream(name)) {
      return parse(in.readAllBytes());
    }
  }

  /**
   * A file of the folder {@code shared} beside the repository; the test is skipped where there is
   * none.
   */
  static GoldenFile shared(String path) throws IOException {
    String set = System.getProperty("hsicflow.shared", System.getenv("HSICFLOW_SHARED"));
    Path folder = set == null ? null : Path.of(set);
    for (Path at = Path.of("").toAbsolutePath();
        folder == null && at != null;
        at = at.getParent()) {
      if (Files.exists(at.resolve("mvnw"))) {
        folder = at.resolveSibling("shared");
      }
    }
    boolean present = folder != null && Files.exists(folder.resolve(path));
    assumeTrue(
        present,
        () -> "No " + path + " in a folder `shared` beside the repository; set -Dhsicflow.shared.");
    return parse(Files.readAllBytes(folder.resolve(path)));
  }

  private static GoldenFile parse(byte[] bytes) {
    ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) all.getLong();
    String header = new String(bytes, 8, length, StandardCharsets.UTF_8).replace("\\\"", "\"");
    all.position(8 + length);
    return new GoldenFile(header, all.slice().order(ByteOrder.LITTLE_ENDIAN));
  }

  double expected(String name) {
    return Double.parseDouble(find("\"" + name + "\": (-?[0-9.e-]+)").group(1));
  }

  Vectors vectors(String name) {
    Matcher entry = entry(name);
    float[] values =
        new float[Integer.parseInt(entry.group(3)) / 4 - Integer.parseInt(entry.group(2)) / 4];
    data.slice(Integer.parseInt(entry.group(2)), 4 * values.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    String shape = entry.group(1);
    return new Vectors(values, Integer.parseInt(shape.substring(shape.indexOf(',') + 1)));
  }

  int[] labels(String name) {
    Matcher entry = entry(name);
    int start = Integer.parseInt(entry.group(2));
    int[] labels = new int[Integer.parseInt(entry.group(1))];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (int) data.getLong(start + 8 * i);
    }
    return labels;
  }

  private Matcher entry(String name) {
    return find(
        "\"" + name + "\":\\{[^}]*\"shape\":\\[([0-9,]+)\\],\"data_offsets\":\\[(\\d+),(\\d+)\\]");
  }

  private Matcher find(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(header);
    if (!matcher.find()) {
      throw new IllegalArgumentException("The golden file has nothing like " + pattern + ".");
    }
    return matcher;
  }
}
