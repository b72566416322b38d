package io.hsicflow.pipeline.bench;

import java.util.Locale;
import java.util.Optional;

/** What a step spends its time on; an operation of the backend belongs to one of them. */
enum OperationKind {
  CONVOLUTION_FORWARD("convolution, forward"),
  CONVOLUTION_GRADIENT("convolution, gradients"),
  BATCH_NORM("batch norm"),
  ACTIVATIONS("rest of the activations"),
  PRODUCTS("products of the heads"),
  LOSS("loss and kernel scale"),
  UPDATES("updates: LARS, target, averages"),
  /** Lane time within no timed operation: memory, work between operations, waiting. */
  OTHER("memory, between operations, waiting");

  private final String text;

  OperationKind(String text) {
    this.text = text;
  }

  /** For people. */
  String text() {
    return text;
  }

  /** The key in JSON. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind of a backend's method; empty for those that make, view or free memory, which are too
   * short and too many to be timed.
   *
   * @param method the name of a method of {@link io.hsicflow.model.backend.Backend}
   */
  static Optional<OperationKind> of(String method) {
    return switch (method) {
      case "convolution" -> Optional.of(CONVOLUTION_FORWARD);
      case "convolutionGradient" -> Optional.of(CONVOLUTION_GRADIENT);
      case "batchStatistics",
          "normalise",
          "normaliseAddRelu",
          "normaliseGradientSums",
          "normaliseGradient",
          "batchNorm",
          "batchNormAddRelu",
          "batchNormGradient",
          "batchNormAddReluGradient" ->
          Optional.of(BATCH_NORM);
      case "images",
          "addReluInPlace",
          "reluGradientInPlace",
          "addInPlace",
          "maxPool",
          "maxPoolGradient",
          "averagePool",
          "averagePoolGradient" ->
          Optional.of(ACTIVATIONS);
      case "multiply", "addRowInPlace", "addColumnSums" -> Optional.of(PRODUCTS);
      case "copy",
          "centreColumnsInPlace",
          "normaliseRows",
          "normaliseRowsGradient",
          "randomFeatures",
          "randomFeaturesGradient",
          "squaredDistances",
          "selectRows",
          "distanceSums",
          "dot",
          "read",
          "softmaxCrossEntropy" ->
          Optional.of(LOSS);
      case "fill",
          "scale",
          "axpy",
          "lerp",
          "lerpEach",
          "larsUpdate",
          "larsUpdateEach",
          "sumOfSquares" ->
          Optional.of(UPDATES);
      default -> Optional.empty();
    };
  }
}
