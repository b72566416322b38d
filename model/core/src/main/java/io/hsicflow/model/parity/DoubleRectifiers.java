package io.hsicflow.model.parity;

import io.hsicflow.model.backend.Backend;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What every rectifier of a network does in double, layer by layer. */
final class DoubleRectifiers {
  /**
   * One layer of rectifiers.
   *
   * @param size how many there are
   * @param positive those that let their input through
   * @param near those whose input is so near zero that rounding can turn them, with its distance
   *     from zero in deviations of the layer's inputs
   */
  record Layer(int size, BitSet positive, Map<Integer, Double> near) {}

  private final List<Layer> layers = new ArrayList<>();

  /** The backend, of double precision, for the forward to be recorded. */
  Backend watched(Backend backend) {
    return RectifiedOutput.watch(backend, this::record);
  }

  private void record(RectifiedOutput output) {
    double[] inputs = output.before();
    double deviation = RelativeError.norm(inputs) / Math.sqrt(inputs.length);
    BitSet positive = new BitSet(inputs.length);
    Map<Integer, Double> near = new HashMap<>();
    for (int i = 0; i < inputs.length; i++) {
      positive.set(i, inputs[i] > 0);
      double distance = Math.abs(inputs[i]) / deviation;
      if (distance < Bars.TURNED) {
        near.put(i, distance);
      }
    }
    layers.add(new Layer(inputs.length, positive, near));
  }

  /** The layers in the order of the forward. */
  List<Layer> layers() {
    return layers;
  }

  /** Rectifiers of all layers. */
  long count() {
    return layers.stream().mapToLong(Layer::size).sum();
  }
}
