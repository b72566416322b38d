package io.hsicflow.model.parity;

import io.hsicflow.model.network.Parameter;
import java.nio.charset.StandardCharsets;

/** The deterministic parameters of golden network files: splitmix64 of seed, name and index. */
final class FilledParameters {
  private final long seed;

  FilledParameters(long seed) {
    this.seed = seed;
  }

  /** The values of a parameter under torchvision's name, without prefix. */
  double[] parameter(Parameter p) {
    double[] u = uniform(p.name(), (int) p.size());
    boolean vector = p.shape().length == 1;
    for (int i = 0; i < u.length; i++) {
      float f = (float) u[i];
      if (!vector) {
        u[i] = (float) ((double) f * Math.sqrt(3.0 / p.fanIn()));
      } else if (p.name().endsWith(".bias")) {
        u[i] = (float) (0.1 * f);
      } else {
        u[i] = (float) (1 + 0.25 * f);
      }
    }
    return u;
  }

  /** The values of {@code NORM.running_mean} or {@code NORM.running_var}. */
  double[] statistic(String name, int channels) {
    double[] u = uniform(name, channels);
    for (int i = 0; i < u.length; i++) {
      u[i] = name.endsWith("running_mean") ? (float) (0.1 * u[i]) : (float) (1 + 0.5 * u[i]);
    }
    return u;
  }

  /** Floats in [-1, 1) of any name. */
  double[] plain(String name, int count) {
    double[] u = uniform(name, count);
    for (int i = 0; i < count; i++) {
      u[i] = (float) u[i];
    }
    return u;
  }

  private double[] uniform(String name, int count) {
    long start = splitmix64(seed ^ fnv1a64(name));
    double[] u = new double[count];
    for (int i = 0; i < count; i++) {
      u[i] = (splitmix64(start + i) >>> 11) * 0x1p-53 * 2 - 1;
    }
    return u;
  }

  private static long splitmix64(long x) {
    long z = x + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private static long fnv1a64(String text) {
    long hash = 0xCBF29CE484222325L;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
    }
    return hash;
  }
}
