package io.hsicflow.model.augment;

import io.hsicflow.model.json.JsonReader;
import io.hsicflow.model.snapshot.Safetensors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * One file of golden/augment. A choice of them is in the test resources; the rest is read from the
 * folder {@code shared} beside the repository where there is one (or where the property or variable
 * {@code hsicflow.shared} points), and skipped visibly otherwise.
 */
record GoldenAugmentation(String name, Safetensors file, Map<String, Object> params) {
  private static final String FOLDER = "golden/augment/";
  private static final Map<String, Integer> COUNTS =
      Map.ofEntries(
          Map.entry("crop", 17),
          Map.entry("centre-crop", 6),
          Map.entry("brightness", 4),
          Map.entry("contrast", 4),
          Map.entry("saturation", 5),
          Map.entry("hue", 5),
          Map.entry("hsv", 1),
          Map.entry("jitter", 8),
          Map.entry("grayscale", 2),
          Map.entry("blur", 8),
          Map.entry("solarize", 2),
          Map.entry("normalize", 1),
          Map.entry("chain", 13));

  /** All names of those kinds, whether the files are here or not. */
  static Stream<String> names(String... kinds) {
    List<String> names = new ArrayList<>();
    for (String kind : kinds) {
      for (int i = 1; i <= COUNTS.get(kind); i++) {
        names.add(String.format("%s-%02d", kind, i));
      }
    }
    return names.stream();
  }

  static GoldenAugmentation read(String name) throws IOException {
    Safetensors file = Safetensors.read(bytes(name + ".safetensors"));
    return new GoldenAugmentation(
        name, file, JsonReader.parseObject(file.metadata().get("params")));
  }

  static Map<String, Object> distributions() throws IOException {
    return JsonReader.parseObject(new String(bytes("params.json"), StandardCharsets.UTF_8));
  }

  private static byte[] bytes(String fileName) throws IOException {
    try (InputStream resource =
        GoldenAugmentation.class.getClassLoader().getResourceAsStream(FOLDER + fileName)) {
      if (resource != null) {
        return resource.readAllBytes();
      }
    }
    Optional<Path> shared =
        shared().map(folder -> folder.resolve(FOLDER + fileName)).filter(Files::exists);
    Assumptions.assumeTrue(
        shared.isPresent(), fileName + " is neither in the test resources nor in a shared folder");
    return Files.readAllBytes(shared.orElseThrow());
  }

  private static Optional<Path> shared() {
    String named = System.getProperty("hsicflow.shared", System.getenv("HSICFLOW_SHARED"));
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path candidate = at.resolve("shared");
      if (Files.isDirectory(candidate.resolve(FOLDER))) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  int height(String tensor) {
    return file.tensor(tensor).shape()[0];
  }

  int width(String tensor) {
    return file.tensor(tensor).shape()[1];
  }

  byte[] bytesOf(String tensor) {
    return file.tensor(tensor).bytes();
  }

  /** An interleaved picture as three planes. */
  float[][] planesOf(String tensor) {
    float[] interleaved = file.tensor(tensor).toFloats();
    float[][] planes = new float[3][interleaved.length / 3];
    for (int i = 0; i < interleaved.length; i++) {
      planes[i % 3][i / 3] = interleaved[i];
    }
    return planes;
  }

  int integer(String param) {
    return Math.toIntExact((Long) params.get(param));
  }

  float number(String param) {
    return ((Number) params.get(param)).floatValue();
  }

  boolean flag(String param) {
    return (Boolean) params.get(param);
  }

  /** The window of a crop, centre crop or chain. */
  ViewPlan window() {
    ViewPlan plan = new ViewPlan();
    plan.top = integer("top");
    plan.left = integer("left");
    plan.height = integer("height");
    plan.width = integer("width");
    return plan;
  }

  /** Fills the jitter of a plan from a map of brightness, contrast, saturation, hue and order. */
  static void jitter(Map<String, Object> draws, ViewPlan plan) {
    plan.jitter = true;
    plan.brightness = ((Number) draws.get("brightness")).floatValue();
    plan.contrast = ((Number) draws.get("contrast")).floatValue();
    plan.saturation = ((Number) draws.get("saturation")).floatValue();
    plan.hue = ((Number) draws.get("hue")).floatValue();
    List<?> order = (List<?>) draws.get("order");
    for (int i = 0; i < 4; i++) {
      plan.order[i] = List.of("brightness", "contrast", "saturation", "hue").indexOf(order.get(i));
    }
  }
}
