package io.hsicflow.model.learner;

import io.hsicflow.model.network.Norm;
import io.hsicflow.model.network.Parameter;
import io.hsicflow.model.network.ParameterLayout;
import io.hsicflow.model.network.ResNet;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.snapshot.FloatTensor;
import io.hsicflow.model.snapshot.Safetensors;
import io.hsicflow.model.snapshot.TensorData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tensors of a ResNet in a file, held against the encoder of the settings. What torchvision
 * adds to an encoder, {@code fc} and {@code num_batches_tracked}, is left out.
 */
final class TorchvisionTensors {
  private static final String MEAN = ".running_mean";
  private static final String VARIANCE = ".running_var";

  private final Map<String, TensorData> tensors;

  private TorchvisionTensors(Map<String, TensorData> tensors) {
    this.tensors = tensors;
  }

  static TorchvisionTensors of(Safetensors file) {
    Map<String, TensorData> tensors = new LinkedHashMap<>(file.tensors());
    tensors
        .keySet()
        .removeIf(
            name ->
                name.equals("fc.weight")
                    || name.equals("fc.bias")
                    || name.endsWith(".num_batches_tracked"));
    return new TorchvisionTensors(tensors);
  }

  /** Whether batch norms have their running statistics. */
  boolean hasStatistics() {
    return tensors.keySet().stream().anyMatch(name -> name.endsWith(MEAN));
  }

  /** Shapes and values in single precision, by name. */
  Map<String, FloatTensor> floats() {
    Map<String, FloatTensor> floats = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          double[] wide = tensor.toDoubles();
          float[] values = new float[wide.length];
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) wide[i];
          }
          floats.put(name, new FloatTensor(tensor.shape(), values));
        });
    return floats;
  }

  double[] values(String name) {
    return tensors.get(name).toDoubles();
  }

  double[] mean(String norm) {
    return values(norm + MEAN);
  }

  double[] variance(String norm) {
    return values(norm + VARIANCE);
  }

  /** How the first tensor that does not fit differs, as a part of a sentence. */
  Optional<String> misfit(ArchitectureSettings wanted) {
    Optional<String> shape = shapeMisfit(wanted.depth(), wanted.stem(), wanted.width());
    return shape.isPresent() ? shape : valueMisfit();
  }

  private Optional<String> shapeMisfit(int depth, Stem stem, int width) {
    Map<String, int[]> shapes = shapes(depth, stem, width);
    for (Map.Entry<String, int[]> expected : shapes.entrySet()) {
      TensorData tensor = tensors.get(expected.getKey());
      if (tensor == null || !Arrays.equals(tensor.shape(), expected.getValue())) {
        return Optional.of(
            "its tensor %s is %s where %s is needed"
                .formatted(
                    expected.getKey(),
                    tensor == null ? "missing" : Arrays.toString(tensor.shape()),
                    Arrays.toString(expected.getValue())));
      }
    }
    return tensors.keySet().stream()
        .filter(name -> !shapes.containsKey(name))
        .findFirst()
        .map(name -> "it has a tensor " + name + ", which the encoder has not");
  }

  /** Every tensor of an encoder, in the network's order. */
  private Map<String, int[]> shapes(int depth, Stem stem, int width) {
    ParameterLayout.Builder builder = ParameterLayout.builder();
    new ResNet(builder, "", depth, stem, width);
    ParameterLayout layout = builder.build();
    Map<String, int[]> shapes = new LinkedHashMap<>();
    for (Parameter parameter : layout.parameters()) {
      shapes.put(parameter.name(), parameter.shape());
    }
    for (Norm norm : hasStatistics() ? layout.norms() : List.<Norm>of()) {
      shapes.put(norm.name() + MEAN, new int[] {norm.channels()});
      shapes.put(norm.name() + VARIANCE, new int[] {norm.channels()});
    }
    return shapes;
  }

  /** The first value or type that no encoder has, as a part of a sentence. */
  Optional<String> valueMisfit() {
    for (Map.Entry<String, TensorData> entry : tensors.entrySet()) {
      if (!entry.getValue().type().isFloatingPoint()) {
        return Optional.of(
            "its tensor %s is of %s, which is no floating-point type"
                .formatted(entry.getKey(), entry.getValue().type()));
      }
      boolean variance = entry.getKey().endsWith(VARIANCE);
      for (double value : entry.getValue().toDoubles()) {
        if (!Double.isFinite(value) || variance && value < 0) {
          return Optional.of("its tensor " + entry.getKey() + " holds the value " + value);
        }
      }
    }
    return Optional.empty();
  }

  /** The ResNet that the file is of, by its shapes alone; empty for none of ours. */
  Optional<Shape> shape() {
    Optional<Stem> stem = stem();
    int depth = depth();
    if (stem.isEmpty() || depth == 0) {
      return Optional.empty();
    }
    int width = tensors.get("conv1.weight").shape()[0];
    return shapeMisfit(depth, stem.get(), width).isPresent()
        ? Optional.empty()
        : Optional.of(new Shape(depth, stem.get(), width));
  }

  /** What makes a ResNet's tensors what they are. */
  record Shape(int depth, Stem stem, int width) {}

  /** What to do about a misfit: the settings of the ResNet that the file is of, if it is of one. */
  String advice(ArchitectureSettings wanted) {
    Optional<Shape> recognised = shape();
    if (recognised.isEmpty()) {
      return noResNet();
    }
    Shape shape = recognised.get();
    List<String> settings = new ArrayList<>();
    if (shape.depth != wanted.depth()) {
      settings.add("learner.depth = " + shape.depth);
    }
    if (shape.width != wanted.width()) {
      settings.add("learner.width = " + shape.width);
    }
    if (shape.stem != wanted.stem()) {
      settings.add("learner.stem = " + shape.stem.text());
    }
    String what =
        "It is a ResNet-%d of width %d with the stem %s"
            .formatted(shape.depth, shape.width, shape.stem.text());
    return settings.isEmpty()
        ? what + ": mend its values, or take another file."
        : what + ": set " + String.join(", ", settings) + ", or take another file.";
  }

  static String noResNet() {
    return "Take a file with exactly the tensors of torchvision's ResNet-18, 34, 50, 101 or 152, of any width, with or"
        + " without fc.";
  }

  private Optional<Stem> stem() {
    TensorData first = tensors.get("conv1.weight");
    if (first == null || first.shape().length != 4 || first.shape()[0] < 1) {
      return Optional.empty();
    }
    return switch (first.shape()[2]) {
      case 7 -> Optional.of(Stem.IMAGENET);
      case 3 -> Optional.of(Stem.CIFAR);
      default -> Optional.empty();
    };
  }

  /** The depth by the number of blocks, each of two or three convolutions; 0 for none of ours. */
  private int depth() {
    int blocks = 0;
    for (int group = 1; group <= 4; group++) {
      for (int i = 0; tensors.containsKey("layer" + group + "." + i + ".conv1.weight"); i++) {
        blocks++;
      }
    }
    int depth = 2 + blocks * (tensors.containsKey("layer1.0.conv3.weight") ? 3 : 2);
    return ArchitectureSettings.hasDepth(depth) ? depth : 0;
  }
}
