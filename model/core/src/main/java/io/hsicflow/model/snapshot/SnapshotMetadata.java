package io.hsicflow.model.snapshot;

import io.hsicflow.model.network.Normalisation;
import io.hsicflow.model.network.Stem;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a snapshot says of itself beside its tensors (docs/architecture.md, Snapshot); none of it
 * goes into the digest.
 *
 * @param step the step after which it was made; 0 before the first
 * @param images images seen until then
 * @param depth ResNet depth
 * @param stem the encoder's stem
 * @param width channels of the first group, 64 in torchvision
 * @param inputSize side of the input in pixels
 * @param preprocessing how a picture is brought to that size, {@code whole} or {@code centre-crop}
 * @param normalisation how the input's channels are normalised
 * @param attempt 1, or more where the same step was made again with other weights
 * @param settings the learner's settings, as JSON
 * @param data a description of the data, or the empty text
 */
public record SnapshotMetadata(
    long step,
    long images,
    int depth,
    Stem stem,
    int width,
    int inputSize,
    String preprocessing,
    Normalisation normalisation,
    int attempt,
    String settings,
    String data) {
  /** Checks the numbers that a file could have wrong. */
  public SnapshotMetadata {
    if (step < 0 || images < 0 || depth < 1 || width < 1 || inputSize < 1 || attempt < 1) {
      throw new IllegalArgumentException(
          "A snapshot cannot have step %d, images %d, depth %d, width %d, input size %d, attempt %d."
              .formatted(step, images, depth, width, inputSize, attempt));
    }
  }

  /** The default of {@code embed.preprocess}: whole up to 64 pixels, a centre crop above. */
  public static String defaultPreprocessing(int inputSize) {
    return inputSize <= 64 ? "whole" : "centre-crop";
  }

  /** The same with another preprocessing. */
  public SnapshotMetadata withPreprocessing(String text) {
    return new SnapshotMetadata(
        step, images, depth, stem, width, inputSize, text, normalisation, attempt, settings, data);
  }

  /** The same with another attempt. */
  public SnapshotMetadata withAttempt(int number) {
    return new SnapshotMetadata(
        step,
        images,
        depth,
        stem,
        width,
        inputSize,
        preprocessing,
        normalisation,
        number,
        settings,
        data);
  }

  /** The same with a description of the data. */
  public SnapshotMetadata withData(String description) {
    return new SnapshotMetadata(
        step,
        images,
        depth,
        stem,
        width,
        inputSize,
        preprocessing,
        normalisation,
        attempt,
        settings,
        description);
  }

  /** As the string metadata of a safetensors file. */
  Map<String, String> toStrings() {
    Map<String, String> out = new LinkedHashMap<>();
    out.put("format", "pt");
    out.put("step", Long.toString(step));
    out.put("images", Long.toString(images));
    out.put("depth", Integer.toString(depth));
    out.put("stem", stem.text());
    out.put("width", Integer.toString(width));
    out.put("input_size", Integer.toString(inputSize));
    out.put("preprocessing", preprocessing);
    out.put("mean", join(normalisation.mean()));
    out.put("deviation", join(normalisation.deviation()));
    out.put("attempt", Integer.toString(attempt));
    out.put("settings", settings);
    out.put("data", data);
    return out;
  }

  /**
   * Back from the string metadata of a file.
   *
   * @throws IllegalArgumentException if a value is missing or is none
   */
  static SnapshotMetadata fromStrings(Map<String, String> in) {
    return new SnapshotMetadata(
        whole(in, "step"),
        whole(in, "images"),
        small(in, "depth"),
        Stem.of(text(in, "stem")),
        small(in, "width"),
        small(in, "input_size"),
        text(in, "preprocessing"),
        new Normalisation(numbers(in, "mean"), numbers(in, "deviation")),
        small(in, "attempt"),
        in.getOrDefault("settings", "{}"),
        in.getOrDefault("data", ""));
  }

  private static String text(Map<String, String> in, String name) {
    String value = in.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The snapshot's metadata has no " + name + ".");
    }
    return value;
  }

  private static long whole(Map<String, String> in, String name) {
    String value = text(in, name);
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "The snapshot's metadata has " + name + " = " + value + ", which is no whole number.", e);
    }
  }

  private static int small(Map<String, String> in, String name) {
    long value = whole(in, name);
    if (value != (int) value) {
      throw new IllegalArgumentException(
          "The snapshot's metadata has " + name + " = " + value + ", which is out of all range.");
    }
    return (int) value;
  }

  private static List<Double> numbers(Map<String, String> in, String name) {
    String value = text(in, name);
    try {
      return Arrays.stream(value.split(",")).map(Double::valueOf).toList();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "The snapshot's metadata has " + name + " = " + value + ", which is no list of numbers.",
          e);
    }
  }

  private static String join(List<Double> values) {
    return String.join(",", values.stream().map(String::valueOf).toList());
  }
}
