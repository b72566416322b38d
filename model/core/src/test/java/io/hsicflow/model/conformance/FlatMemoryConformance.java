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
  private static final int SETTLING = 10;

  /**
   * The Java heap comes and goes by tens of MiB, but its lows lie within a few. An activation of
   * the first group, lost in every step, makes 75 MiB of the short form.
   */
  private static final double MOST_GROWTH = 20 * 1024 * 1024;

  private static final LearnerSettings TINY =
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

  /** The narrow network of the benchmarks; few images, so that 2,000 steps take minutes. */
  private static final LearnerSettings NARROW =
      LearnerSettings.builder()
          .depth(18)
          .width(16)
          .stem(Stem.CIFAR)
          .inputSize(32)
          .hidden(1024)
          .output(256)
          .batch(16)
          .build();

  private static final int NARROW_STEPS = 2000;
  private static final int NARROW_SAMPLES = 20;
  private static final double MOST_MEGABYTES_IN_100_STEPS = 1;

  /** Opens the backend under test with that many threads. */
  protected abstract Backend open(Precision precision, int threads);

  @Test
  void hundredsOfStepsTakeNoMoreResidentMemory() throws IOException {
    assertThat(growth(TINY, SAMPLES, 50)).isLessThan(MOST_GROWTH);
  }

  @Test
  @Tag("slow")
  void thousandsOfStepsTakeNoMoreResidentMemory() throws IOException {
    assertThat(growth(TINY, SAMPLES, 500)).isLessThan(MOST_GROWTH);
  }

  @Test
  @Tag("slow")
  void narrowStepsTakeLessThanAMegabyteMoreInAHundred() throws IOException {
    double growth = growth(NARROW, NARROW_SAMPLES, NARROW_STEPS / NARROW_SAMPLES);
    double megabytes = growth / 1e6 / (NARROW_STEPS / 2 / 100.0);
    System.out.printf(
        "%s: resident memory grows by %.3f MB in 100 steps, over %d narrow steps after %d of warm-up%n",
        getClass().getName(), megabytes, NARROW_STEPS, WARMUP);
    assertThat(megabytes).isLessThan(MOST_MEGABYTES_IN_100_STEPS);
  }

  /**
   * Bytes by which the lowest of the later samples is above the lowest of the earlier ones, half of
   * all steps apart.
   *
   * @param samples an even number
   * @param steps from one sample to the next
   */
  private double growth(LearnerSettings settings, int samples, int steps) throws IOException {
    assumeTrue(Files.isReadable(STATUS), "the system says how much memory is resident");
    double earlier = Double.MAX_VALUE;
    double later = Double.MAX_VALUE;
    try (Backend backend = open(Precision.FLOAT32, 2);
        Learner learner = Learner.create(backend, settings)) {
      Batch batch = new Batch(view(settings, 0), view(settings, 1), null, settings.batch());
      run(learner, batch, WARMUP);
      for (int i = 0; i < samples; i++) {
        run(learner, batch, steps - SETTLING);
        double sample = settled(learner, batch);
        if (i < samples / 2) {
          earlier = Math.min(earlier, sample);
        } else {
          later = Math.min(later, sample);
        }
      }
    }
    return later - earlier;
  }

  /**
   * The heap's garbage is no part of what is measured. The collector gives its memory back beside
   * the steps that follow, so that the lowest of these counts.
   */
  private static double settled(Learner learner, Batch batch) throws IOException {
    System.gc();
    double lowest = Double.MAX_VALUE;
    for (int i = 0; i < SETTLING; i++) {
      learner.step(batch);
      lowest = Math.min(lowest, resident());
    }
    return lowest;
  }

  private static void run(Learner learner, Batch batch, int steps) {
    for (int i = 0; i < steps; i++) {
      learner.step(batch);
    }
  }

  private static byte[] view(LearnerSettings settings, int number) {
    int side = settings.architecture().inputSize();
    byte[] view = new byte[settings.batch() * side * side * 3];
    CounterRandom random = CounterRandom.at(1, Purpose.TEST, 0, number);
    for (int i = 0; i < view.length; i++) {
      view[i] = (byte) random.nextInt();
    }
    return view;
  }

  /** Without pages of mapped files, such as libraries, which the kernel drops as it likes. */
  private static double resident() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("RssAnon:"))
        .mapToDouble(line -> 1024.0 * Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
