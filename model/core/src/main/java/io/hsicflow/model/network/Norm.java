package io.hsicflow.model.network;

/**
 * A batch norm's place among the running statistics.
 *
 * @param name its layer's name, such as {@code encoder.bn1}
 * @param channels c
 * @param index its place in {@link ParameterLayout#norms()}
 * @param offset channels of the batch norms before it
 */
public record Norm(String name, int channels, int index, long offset) {
  /** What is added to every variance before its root is taken (docs/method.md section 2). */
  public static final double EPSILON = 1e-5;
}
