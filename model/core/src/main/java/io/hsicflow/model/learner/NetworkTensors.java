package io.hsicflow.model.learner;

import io.hsicflow.model.network.Norm;
import io.hsicflow.model.network.Parameter;
import io.hsicflow.model.network.ParameterLayout;
import io.hsicflow.model.network.RunningStatistics;
import io.hsicflow.model.snapshot.FloatTensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network's flat buffers as named tensors in single precision: the encoder under torchvision's
 * names, the heads under {@code projector.} and {@code predictor.}, each batch norm with its
 * running statistics. {@code num_batches_tracked} is left out; torch fills it in when it loads a
 * plain dictionary, strictly too.
 *
 * @param layout where everything lies
 * @param parameters the parameters
 * @param factor what they are multiplied by
 * @param hidden hidden sums of the running statistics, see {@link RunningStatistics#hidden}
 * @param counts updates behind the sums of each batch norm
 */
record NetworkTensors(
    ParameterLayout layout,
    FlatNumbers parameters,
    double factor,
    FlatNumbers hidden,
    long[] counts) {

  /** The encoder's tensors. */
  Map<String, FloatTensor> encoder() {
    return startingWith(Networks.ENCODER, Networks.ENCODER.length());
  }

  /** The tensors of a head; none where the network has no such head. */
  Map<String, FloatTensor> head(String name) {
    return startingWith(name + ".", 0);
  }

  private Map<String, FloatTensor> startingWith(String prefix, int cut) {
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    for (Parameter parameter : layout.parameters()) {
      if (parameter.name().startsWith(prefix)) {
        double[] values = parameters.read(parameter.offset(), Math.toIntExact(parameter.size()));
        tensors.put(
            parameter.name().substring(cut),
            new FloatTensor(parameter.shape(), rounded(values, factor)));
      }
    }
    for (Norm norm : layout.norms()) {
      if (norm.name().startsWith(prefix)) {
        String name = norm.name().substring(cut);
        tensors.put(name + ".running_mean", statistic(norm, norm.offset(), 0));
        tensors.put(
            name + ".running_var", statistic(norm, layout.normChannels() + norm.offset(), 1));
      }
    }
    return tensors;
  }

  private FloatTensor statistic(Norm norm, long offset, float beforeFirst) {
    long count = counts[norm.index()];
    float[] values = new float[norm.channels()];
    if (count == 0) {
      Arrays.fill(values, beforeFirst);
    } else {
      values = rounded(hidden.read(offset, norm.channels()), RunningStatistics.debias(count));
    }
    return new FloatTensor(new int[] {norm.channels()}, values);
  }

  private static float[] rounded(double[] values, double factor) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (values[i] * factor);
    }
    return out;
  }
}
