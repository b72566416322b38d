package io.hsicflow.pipeline.tensorboard;

import io.hsicflow.schemas.record.TrainingProgress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The numbers of a step, as {@code learner/NAME} with the names of docs/metrics.md. Numbers of the
 * online probe are left out where there are no labels; {@code imagesPerSecond} is of this step
 * alone, with the wait before it, and is left out of the first and of those from which nothing was
 * learned.
 */
final class StepScalars {
  private static final String GROUP = "learner/";
  private static final double MILLIS = 1000;

  private long imagesBefore = Long.MAX_VALUE;

  /** The numbers of the step that comes after the one of the last call. */
  Map<String, Double> of(TrainingProgress step) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    put(numbers, "loss", step.loss());
    put(numbers, "hsicZy", step.hsicZy());
    put(numbers, "hsicZz", step.hsicZz());
    put(numbers, "kernelScale", step.kernelScale());
    put(numbers, "scaleObjective", step.scaleObjective());
    put(numbers, "learningRate", step.learningRate());
    put(numbers, "tau", step.tau());
    put(numbers, "gradientNorm", step.gradientNorm());
    put(numbers, "embeddingStd", step.embeddingStd());
    if (!Double.isNaN(step.probeLoss())) {
      put(numbers, "probeLoss", step.probeLoss());
      put(numbers, "probeAccuracy", step.probeAccuracy());
    }
    double millis = step.waitMillis() + step.stepMillis();
    if (step.images() > imagesBefore && millis > 0) {
      put(numbers, "imagesPerSecond", (step.images() - imagesBefore) / millis * MILLIS);
    }
    imagesBefore = step.images();
    return numbers;
  }

  private static void put(Map<String, Double> numbers, String name, double value) {
    numbers.put(GROUP + name, value);
  }
}
