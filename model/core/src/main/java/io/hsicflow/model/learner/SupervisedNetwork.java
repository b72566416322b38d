package io.hsicflow.model.learner;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Collective;
import io.hsicflow.model.backend.CrossEntropy;
import io.hsicflow.model.backend.Scope;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.network.InitialWeights;
import io.hsicflow.model.network.Linear;
import io.hsicflow.model.network.NetworkPass;
import io.hsicflow.model.network.Norm;
import io.hsicflow.model.network.Parameter;
import io.hsicflow.model.network.ParameterBuffer;
import io.hsicflow.model.network.ParameterLayout;
import io.hsicflow.model.network.ResNet;
import io.hsicflow.model.network.RunningStatistics;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.model.snapshot.SnapshotMetadata;
import java.util.Arrays;

/**
 * A snapshot's encoder with a drawn linear layer on its embedding: softmax cross-entropy and its
 * gradient. The encoder is frozen, with the snapshot's running statistics, or free, in training
 * mode.
 */
final class SupervisedNetwork implements AutoCloseable {
  private static final String LAYER = "fc";

  private final Backend backend;
  private final SnapshotMetadata metadata;
  private final boolean encoderFree;
  private final ResNet encoder;
  private final Linear layer;
  private final ParameterBuffer parameters;
  private final ParameterBuffer gradient;
  private final RunningStatistics statistics;

  SupervisedNetwork(Backend backend, EncoderSnapshot snapshot, SupervisedSettings settings) {
    this.backend = backend;
    metadata = snapshot.metadata();
    encoderFree = settings.encoderFree();
    ParameterLayout.Builder builder = ParameterLayout.builder();
    encoder =
        new ResNet(builder, Networks.ENCODER, metadata.depth(), metadata.stem(), metadata.width());
    layer = new Linear(LAYER, encoder.embedding(), settings.classes(), true);
    layer.declare(builder);
    ParameterLayout layout = builder.build();
    parameters = new ParameterBuffer(backend, layout);
    gradient = new ParameterBuffer(backend, layout);
    statistics = new RunningStatistics(backend, layout);
    InitialWeights.draw(backend, parameters, settings.seed(), 0);
    takeOver(snapshot);
  }

  private void takeOver(EncoderSnapshot snapshot) {
    for (Parameter parameter : layout().parameters()) {
      if (parameter.name().startsWith(Networks.ENCODER)) {
        backend.write(
            parameters.view(parameter.name()),
            values(snapshot, parameter.name(), "", parameter.shape()));
      }
    }
    for (Norm norm : layout().norms()) {
      statistics.settle(
          norm,
          values(snapshot, norm.name(), ".running_mean", norm.channels()),
          values(snapshot, norm.name(), ".running_var", norm.channels()));
    }
  }

  private static double[] values(
      EncoderSnapshot snapshot, String name, String behind, int... shape) {
    String bare = name.substring(Networks.ENCODER.length()) + behind;
    return Encoder.widened(Encoder.checked(snapshot, bare, shape));
  }

  ParameterLayout layout() {
    return parameters.layout();
  }

  RunningStatistics statistics() {
    return statistics;
  }

  /** Where in the layout that begins which is trained: with the encoder, or behind it. */
  private long firstTrained() {
    return encoderFree ? 0 : layout().parameter(LAYER + ".weight").offset();
  }

  /** The trained parameters, the layer's weights and biases last. */
  Tensor trained() {
    return trainedPart(parameters);
  }

  /** Their gradient, overwritten by {@link #pass}. */
  Tensor trainedGradient() {
    return trainedPart(gradient);
  }

  private Tensor trainedPart(ParameterBuffer buffer) {
    long from = firstTrained();
    return backend.view(buffer.flat(), from, Math.toIntExact(layout().size() - from));
  }

  /** Numbers of the layer: weights, {@code [classes, dimension]}, and biases. */
  int layerSize() {
    return layer.out() * (layer.in() + 1);
  }

  /**
   * Forward and backward of a batch; what a free encoder's batch norms saw goes into the running
   * statistics.
   */
  CrossEntropy pass(byte[] views, int[] labels) {
    backend.fill(gradient.flat(), 0);
    NetworkPass pass = NetworkPass.training(backend, parameters, gradient, Collective.single());
    Tensor embedding =
        encoderFree
            ? encoder.forward(pass, images(views, labels.length))
            : frozen(views, labels.length);
    Tensor logits = layer.forward(pass, embedding);
    Tensor ofLogits = backend.zeros(logits.shape());
    CrossEntropy value = backend.softmaxCrossEntropy(logits, labels, ofLogits);
    Tensor ofEmbedding = layer.backward(pass, ofLogits, encoderFree);
    if (encoderFree) {
      encoder.backward(pass, ofEmbedding, false);
      statistics.update(pass);
    }
    return value;
  }

  /** Embeddings {@code [n, d]} of a frozen encoder, which looks at no image beside another. */
  @SuppressWarnings("try") // the scope is there to be closed
  private Tensor frozen(byte[] views, int n) {
    int bytes = views.length / n;
    int dimension = encoder.embedding();
    Tensor all = backend.zeros(n, dimension);
    for (int first = 0; first < n; first += Encoder.CHUNK) {
      int count = Math.min(Encoder.CHUNK, n - first);
      byte[] chunk = Arrays.copyOfRange(views, first * bytes, (first + count) * bytes);
      try (Scope scope = backend.scope()) {
        NetworkPass pass = NetworkPass.evaluation(backend, parameters, statistics);
        backend.copy(
            encoder.forward(pass, images(chunk, count)),
            backend.view(all, (long) first * dimension, count, dimension));
      }
    }
    return all;
  }

  private Tensor images(byte[] views, int n) {
    return backend.images(
        views,
        n,
        metadata.inputSize(),
        metadata.normalisation().means(),
        metadata.normalisation().deviations());
  }

  @Override
  public void close() {
    parameters.close();
    gradient.close();
    statistics.close();
  }
}
