package io.hsicflow.model.network;

import java.util.Arrays;

/**
 * A named tensor within a flat buffer.
 *
 * @param name torchvision's name behind {@code encoder.}, {@code projector.}, {@code predictor.} or
 *     {@code probe.}
 * @param shape [out, in, k, k], [out, in] or [c]
 * @param offset numbers before it in the buffer
 * @param kind what it is to its layer
 */
public record Parameter(String name, int[] shape, long offset, ParameterKind kind) {
  /** Copies the shape. */
  public Parameter {
    shape = shape.clone();
  }

  @Override
  public int[] shape() {
    return shape.clone();
  }

  /** How many numbers it has. */
  public long size() {
    return Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b);
  }

  /** Inputs that one output of a weight sums over; 1 for vectors. */
  public long fanIn() {
    return shape.length < 2 ? 1 : size() / shape[0];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Parameter p
        && name.equals(p.name)
        && Arrays.equals(shape, p.shape)
        && offset == p.offset
        && kind == p.kind;
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + Arrays.hashCode(shape);
  }

  @Override
  public String toString() {
    return name + Arrays.toString(shape) + "@" + offset;
  }
}
