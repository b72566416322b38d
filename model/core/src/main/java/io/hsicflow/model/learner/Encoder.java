package io.hsicflow.model.learner;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Scope;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.network.FixedStatistics;
import io.hsicflow.model.network.NetworkPass;
import io.hsicflow.model.network.Parameter;
import io.hsicflow.model.network.ParameterBuffer;
import io.hsicflow.model.network.ParameterLayout;
import io.hsicflow.model.network.ResNet;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.model.snapshot.FloatTensor;
import io.hsicflow.model.snapshot.SnapshotMetadata;
import java.util.Arrays;

/**
 * A snapshot's encoder for inference: pictures of its input size to embeddings, with the snapshot's
 * running statistics. To be used by one thread at a time, like its backend, and closed.
 */
public final class Encoder implements AutoCloseable {
  /** Images of one pass; more only cost memory. */
  static final int CHUNK = 64;

  private final Backend backend;
  private final ResNet network;
  private final ParameterBuffer parameters;
  private final FixedStatistics statistics;
  private final SnapshotMetadata metadata;

  private Encoder(Backend backend, EncoderSnapshot snapshot) {
    this.backend = backend;
    metadata = snapshot.metadata();
    ParameterLayout.Builder builder = ParameterLayout.builder();
    network = new ResNet(builder, "", metadata.depth(), metadata.stem(), metadata.width());
    ParameterLayout layout = builder.build();
    for (Parameter parameter : layout.parameters()) {
      checked(snapshot, parameter.name(), parameter.shape());
    }
    layout
        .norms()
        .forEach(
            norm -> {
              checked(snapshot, norm.name() + ".running_mean", norm.channels());
              checked(snapshot, norm.name() + ".running_var", norm.channels());
            });
    parameters = new ParameterBuffer(backend, layout);
    for (Parameter parameter : layout.parameters()) {
      backend.write(
          parameters.view(parameter.name()),
          widened(checked(snapshot, parameter.name(), parameter.shape())));
    }
    statistics =
        new FixedStatistics(backend, layout, name -> widened(snapshot.tensors().get(name)));
  }

  /**
   * Loads a snapshot's encoder into a backend.
   *
   * @throws IllegalArgumentException if its tensors are not those of the network that its metadata
   *     names
   */
  public static Encoder load(Backend backend, EncoderSnapshot snapshot) {
    return new Encoder(backend, snapshot);
  }

  /** Length of an embedding. */
  public int dimension() {
    return network.embedding();
  }

  /** Side of the pictures that it takes, in pixels. */
  public int inputSize() {
    return metadata.inputSize();
  }

  /** What is said of the snapshot. */
  public SnapshotMetadata metadata() {
    return metadata;
  }

  /**
   * Embeddings of pictures, not normalised.
   *
   * @param images uint8 RGB, {@code n * S * S * 3}, picture by picture, row by row
   * @param n pictures
   * @return {@code n * dimension} numbers, picture by picture
   */
  @SuppressWarnings("try") // the scope is there to be closed
  public float[] embed(byte[] images, int n) {
    int bytes = inputSize() * inputSize() * 3;
    if (n < 0 || images.length < (long) n * bytes) {
      throw new IllegalArgumentException(
          "%d pictures of side %d take %d bytes, but there are %d."
              .formatted(n, inputSize(), (long) n * bytes, images.length));
    }
    float[] embeddings = new float[n * dimension()];
    for (int first = 0; first < n; first += CHUNK) {
      int count = Math.min(CHUNK, n - first);
      byte[] chunk =
          first == 0 && images.length == count * bytes
              ? images
              : Arrays.copyOfRange(images, first * bytes, (first + count) * bytes);
      try (Scope scope = backend.scope()) {
        NetworkPass pass = NetworkPass.evaluation(backend, parameters, statistics);
        Tensor input =
            backend.images(
                chunk,
                count,
                inputSize(),
                metadata.normalisation().means(),
                metadata.normalisation().deviations());
        double[] values = backend.read(network.forward(pass, input));
        for (int i = 0; i < values.length; i++) {
          embeddings[first * dimension() + i] = (float) values[i];
        }
      }
    }
    return embeddings;
  }

  @Override
  public void close() {
    parameters.close();
    statistics.close();
  }

  static FloatTensor checked(EncoderSnapshot snapshot, String name, int... shape) {
    FloatTensor tensor = snapshot.tensors().get(name);
    if (tensor == null || !Arrays.equals(tensor.shape(), shape)) {
      SnapshotMetadata metadata = snapshot.metadata();
      throw new IllegalArgumentException(
          "The snapshot says it is a ResNet-%d of width %d with the stem %s, but its tensor %s is %s where %s is needed."
              .formatted(
                  metadata.depth(),
                  metadata.width(),
                  metadata.stem().text(),
                  name,
                  tensor == null ? "missing" : Arrays.toString(tensor.shape()),
                  Arrays.toString(shape)));
    }
    return tensor;
  }

  static double[] widened(FloatTensor tensor) {
    double[] values = new double[tensor.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.values()[i];
    }
    return values;
  }
}
