package io.hsicflow.model.learner;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.network.Norm;
import io.hsicflow.model.network.Normalisation;
import io.hsicflow.model.network.Parameter;
import io.hsicflow.model.network.ParameterBuffer;
import io.hsicflow.model.network.RunningStatistics;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.model.snapshot.Safetensors;
import io.hsicflow.model.snapshot.SnapshotMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalInt;

/**
 * An encoder to start a learner from: a safetensors file of a ResNet in torchvision's names, in any
 * floating-point type, with or without running statistics. {@code fc} and {@code
 * num_batches_tracked} are passed over; every other tensor must be the encoder's.
 */
public final class PretrainedEncoder {
  /** The largest file that is read, that of a snapshot. */
  public static final long MAX_FILE_BYTES = EncoderSnapshot.MAX_FILE_BYTES;

  private static final int IMAGENET_SIZE = 224;
  private static final int CIFAR_SIZE = 32;

  private final String description;
  private final TorchvisionTensors tensors;

  private PretrainedEncoder(String description, TorchvisionTensors tensors) {
    this.description = description;
    this.tensors = tensors;
  }

  /**
   * Reads a file and checks that it fits.
   *
   * @param in the file from its first byte on; left open
   * @param name what to call it, to people and in the settings of states and snapshots
   * @throws IOException if it is no safetensors file, or too large
   * @throws IllegalArgumentException with a sentence that names the first tensor that does not fit
   *     and, where the file is of another ResNet, the settings for it
   */
  public static PretrainedEncoder read(
      InputStream in, String name, ArchitectureSettings architecture) throws IOException {
    MessageDigest sha256 = sha256();
    Safetensors file = Safetensors.read(new DigestInputStream(in, sha256), MAX_FILE_BYTES);
    TorchvisionTensors tensors = TorchvisionTensors.of(file);
    tensors
        .misfit(architecture)
        .ifPresent(
            misfit -> {
              throw new IllegalArgumentException(
                  "The weights %s do not fit the encoder: %s. %s"
                      .formatted(name, misfit, tensors.advice(architecture)));
            });
    return new PretrainedEncoder(described(name, sha256), tensors);
  }

  /**
   * Reads a file of any ResNet of ours as a snapshot of step 0, to embed with: depth, stem and
   * width are the file's.
   *
   * @param in the file from its first byte on; left open
   * @param name what to call it
   * @param inputSize side of its input in pixels; empty for {@value #IMAGENET_SIZE} with the
   *     ImageNet stem and {@value #CIFAR_SIZE} with the other
   * @param normalisation how the input's channels are normalised
   * @throws IOException if it is no safetensors file, or too large
   * @throws IllegalArgumentException with a sentence, if it is of no ResNet, has values that no
   *     encoder has, or lacks the running statistics
   */
  public static EncoderSnapshot readSnapshot(
      InputStream in, String name, OptionalInt inputSize, Normalisation normalisation)
      throws IOException {
    MessageDigest sha256 = sha256();
    Safetensors file = Safetensors.read(new DigestInputStream(in, sha256), MAX_FILE_BYTES);
    TorchvisionTensors tensors = TorchvisionTensors.of(file);
    TorchvisionTensors.Shape shape =
        tensors
            .shape()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "The weights %s are of no ResNet. %s"
                            .formatted(name, TorchvisionTensors.noResNet())));
    tensors
        .valueMisfit()
        .ifPresent(
            misfit -> {
              throw new IllegalArgumentException(
                  "The weights %s cannot embed: %s. Take another file.".formatted(name, misfit));
            });
    if (!tensors.hasStatistics()) {
      throw new IllegalArgumentException(
          "The weights %s have no running statistics (running_mean, running_var), and without them nothing is embedded: take a file that has them."
              .formatted(name));
    }
    int size = inputSize.orElse(shape.stem() == Stem.IMAGENET ? IMAGENET_SIZE : CIFAR_SIZE);
    return new EncoderSnapshot(
        tensors.floats(),
        new SnapshotMetadata(
            0,
            0,
            shape.depth(),
            shape.stem(),
            shape.width(),
            size,
            SnapshotMetadata.defaultPreprocessing(size),
            normalisation,
            1,
            "{}",
            described(name, sha256)));
  }

  /** Name and SHA-256 of the file. */
  public String description() {
    return description;
  }

  /** Overwrites the encoder's parameters and, where the file has them, its running statistics. */
  void copyTo(Backend backend, ParameterBuffer parameters, RunningStatistics statistics) {
    for (Parameter parameter : parameters.layout().parameters()) {
      if (parameter.name().startsWith(Networks.ENCODER)) {
        backend.write(parameters.view(parameter.name()), tensors.values(bare(parameter.name())));
      }
    }
    for (Norm norm : parameters.layout().norms()) {
      if (norm.name().startsWith(Networks.ENCODER) && tensors.hasStatistics()) {
        statistics.settle(
            norm, tensors.mean(bare(norm.name())), tensors.variance(bare(norm.name())));
      }
    }
  }

  private static String bare(String name) {
    return name.substring(Networks.ENCODER.length());
  }

  private static String described(String name, MessageDigest sha256) {
    return name + " sha256:" + HexFormat.of().formatHex(sha256.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
