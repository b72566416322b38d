package io.hsicflow.model.learner;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.network.Norm;
import io.hsicflow.model.network.Parameter;
import io.hsicflow.model.network.RunningStatistics;
import io.hsicflow.model.optim.EvaluationAverage;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.model.snapshot.FloatTensor;
import io.hsicflow.model.snapshot.SnapshotMetadata;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes snapshots: the evaluation average of the encoder's parameters and the online running
 * statistics, under torchvision's names. {@code num_batches_tracked} is left out; torch fills it in
 * when it loads a plain dictionary, strictly too.
 */
final class SnapshotMaker {
  private SnapshotMaker() {}

  static EncoderSnapshot make(
      Backend backend,
      LearnerSettings settings,
      LearnerBuffers buffers,
      EvaluationAverage average,
      long step,
      long images) {
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    double debias = average.debias();
    for (Parameter parameter : buffers.average().layout().parameters()) {
      if (parameter.name().startsWith(Networks.ENCODER)) {
        float[] values = rounded(backend, buffers.average().view(parameter.name()), debias);
        tensors.put(bare(parameter.name()), new FloatTensor(parameter.shape(), values));
      }
    }
    RunningStatistics statistics = buffers.onlineStatistics();
    for (Norm norm : buffers.average().layout().norms()) {
      if (norm.name().startsWith(Networks.ENCODER)) {
        int[] shape = {norm.channels()};
        String name = bare(norm.name());
        tensors.put(
            name + ".running_mean",
            new FloatTensor(shape, rounded(backend, statistics.mean(norm), 1)));
        tensors.put(
            name + ".running_var",
            new FloatTensor(shape, rounded(backend, statistics.variance(norm), 1)));
      }
    }
    ArchitectureSettings architecture = settings.architecture();
    return new EncoderSnapshot(
        tensors,
        new SnapshotMetadata(
            step,
            images,
            architecture.depth(),
            architecture.stem(),
            architecture.width(),
            architecture.inputSize(),
            SnapshotMetadata.defaultPreprocessing(architecture.inputSize()),
            SnapshotMetadata.MEAN,
            SnapshotMetadata.DEVIATION,
            1,
            SettingsText.write(settings, backend),
            ""));
  }

  private static float[] rounded(Backend backend, Tensor tensor, double factor) {
    double[] values = backend.read(tensor);
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (values[i] * factor);
    }
    return out;
  }

  private static String bare(String name) {
    return name.substring(Networks.ENCODER.length());
  }
}
