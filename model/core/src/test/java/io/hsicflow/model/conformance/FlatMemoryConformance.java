package io.hsicflow.model.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.learner.Batch;
import io.hsicflow.model.learner.Learner;
import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Resident memory of the process over many steps of a narrow learner. Native libraries keep memory
 * of their own, which a backend's own count does not see.
 */
public abstract class FlatMemoryConformance {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int WARMUP = 150;
  private static final int SAMPLES = 12;

  /**
   * The Java heap comes and goes by tens of MiB, but its lows lie within a few. An activation of
   * the first group, lost in every step, makes 75 MiB of the short form.
   */
  private static final double MOST_GROWTH = 20 * 1024 * 1024;

  private static final LearnerSettings SETTINGS =
      LearnerSettings.builder()
          .depth(18)
          .width(8)
          .stem(Stem.CIFAR)
          .inputSize(16)
          .hidden(24)
          .output(12)
          .batch(32)
          .frequencies(32)
          .scaleRows(64)
          .build();

  /** Opens the backend under test with that many threads. */
  protected abstract Backend open(Precision precision, int threads);

  @Test
  void hundredsOfStepsTakeNoMoreResidentMemory() throws IOException {
    assertThat(growth(50)).isLessThan(MOST_GROWTH);
  }

  @Test
  @Tag("slow")
  void thousandsOfStepsTakeNoMoreResidentMemory() throws IOException {
    assertThat(growth(500)).isLessThan(MOST_GROWTH);
  }

  /**
   * Bytes by which the lowest of the later samples is above the lowest of the earlier ones, half of
   * all steps apart.
   */
  private double growth(int steps) throws IOException {
    assumeTrue(Files.isReadable(STATUS), "the system says how much memory is resident");
    double earlier = Double.MAX_VALUE;
    double later = Double.MAX_VALUE;
    try (Backend backend = open(Precision.FLOAT32, 2);
        Learner learner = Learner.create(backend, SETTINGS)) {
      Batch batch = new Batch(view(0), view(1), null, SETTINGS.batch());
      run(learner, batch, WARMUP);
      for (int i = 0; i < SAMPLES; i++) {
        run(learner, batch, steps);
        System.gc(); // the heap's garbage is no part of what is measured
        if (i < SAMPLES / 2) {
          earlier = Math.min(earlier, resident());
        } else {
          later = Math.min(later, resident());
        }
      }
    }
    return later - earlier;
  }

  private static void run(Learner learner, Batch batch, int steps) {
    for (int i = 0; i < steps; i++) {
      learner.step(batch);
    }
  }

  private static byte[] view(int number) {
    int side = SETTINGS.architecture().inputSize();
    byte[] view = new byte[SETTINGS.batch() * side * side * 3];
    CounterRandom random = CounterRandom.at(1, Purpose.TEST, 0, number);
    for (int i = 0; i < view.length; i++) {
      view[i] = (byte) random.nextInt();
    }
    return view;
  }

  private static double resident() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> 1024.0 * Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
