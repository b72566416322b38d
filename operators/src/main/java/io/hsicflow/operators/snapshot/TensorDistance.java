package io.hsicflow.operators.snapshot;

import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.model.snapshot.FloatTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the numbers of a part of one snapshot are from those of another.
 *
 * @param part the first part of the tensors' names ({@code layer1}), {@link #ALL_WEIGHTS}, or
 *     {@link #STATISTICS} for what batch norm has gathered
 * @param numbers how many there are
 * @param relative the norm of the difference over the norm of the first; NaN where that is 0 or not
 *     finite
 * @param cosine of the angle between the two; NaN where one of them is 0 or not finite
 * @param largest the largest difference of two numbers, NaN where one is not finite
 */
public record TensorDistance(
    String part, long numbers, double relative, double cosine, double largest) {

  /** All tensors but the gathered statistics, together. */
  public static final String ALL_WEIGHTS = "all weights";

  /** Running means and variances. */
  public static final String STATISTICS = "running statistics";

  /** The distances of all tensors that both have in the same shape: all weights first. */
  static List<TensorDistance> between(EncoderSnapshot a, EncoderSnapshot b) {
    Sums all = new Sums();
    Map<String, Sums> parts = new LinkedHashMap<>();
    for (Map.Entry<String, FloatTensor> entry : a.tensors().entrySet()) {
      FloatTensor other = b.tensors().get(entry.getKey());
      if (isComparable(entry.getValue(), other)) {
        String part = part(entry.getKey());
        float[] ofA = entry.getValue().values();
        float[] ofB = other.values();
        parts.computeIfAbsent(part, name -> new Sums()).add(ofA, ofB);
        if (!part.equals(STATISTICS)) {
          all.add(ofA, ofB);
        }
      }
    }
    List<TensorDistance> distances = new ArrayList<>();
    if (all.numbers > 0) {
      distances.add(all.distance(ALL_WEIGHTS));
    }
    parts.forEach((part, sums) -> distances.add(sums.distance(part)));
    return distances;
  }

  /** The names of tensors that only one has, or both in other shapes. */
  static List<String> incomparable(EncoderSnapshot a, EncoderSnapshot b) {
    List<String> names = new ArrayList<>();
    a.tensors()
        .forEach(
            (name, tensor) -> {
              if (!isComparable(tensor, b.tensors().get(name))) {
                names.add(name);
              }
            });
    b.tensors().keySet().stream()
        .filter(name -> !a.tensors().containsKey(name))
        .forEach(names::add);
    return names;
  }

  private static boolean isComparable(FloatTensor a, FloatTensor b) {
    return b != null && Arrays.equals(a.shape(), b.shape());
  }

  private static String part(String tensor) {
    boolean statistics = tensor.endsWith(".running_mean") || tensor.endsWith(".running_var");
    return statistics ? STATISTICS : tensor.split("\\.", 2)[0];
  }

  private static final class Sums {
    private long numbers;
    private double squareOfA;
    private double squareOfB;
    private double product;
    private double squareOfDifference;
    private double largest;

    void add(float[] a, float[] b) {
      numbers += a.length;
      for (int i = 0; i < a.length; i++) {
        double difference = (double) a[i] - b[i];
        squareOfA += (double) a[i] * a[i];
        squareOfB += (double) b[i] * b[i];
        product += (double) a[i] * b[i];
        squareOfDifference += difference * difference;
        largest = Math.max(largest, Math.abs(difference));
      }
    }

    TensorDistance distance(String part) {
      return new TensorDistance(
          part,
          numbers,
          finite(Math.sqrt(squareOfDifference) / Math.sqrt(squareOfA)),
          finite(product / Math.sqrt(squareOfA) / Math.sqrt(squareOfB)),
          finite(largest));
    }

    private static double finite(double value) {
      return Double.isFinite(value) ? value : Double.NaN;
    }
  }
}
