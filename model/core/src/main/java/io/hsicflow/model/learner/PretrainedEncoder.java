package io.hsicflow.model.learner;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.network.Norm;
import io.hsicflow.model.network.Parameter;
import io.hsicflow.model.network.ParameterBuffer;
import io.hsicflow.model.network.RunningStatistics;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.model.snapshot.Safetensors;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An encoder to start a learner from: a safetensors file of a ResNet in torchvision's names, in any
 * floating-point type, with or without running statistics. {@code fc} and {@code
 * num_batches_tracked} are passed over; every other tensor must be the encoder's.
 */
public final class PretrainedEncoder {
  /** The largest file that is read, that of a snapshot. */
  public static final long MAX_FILE_BYTES = EncoderSnapshot.MAX_FILE_BYTES;

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
    return new PretrainedEncoder(
        name + " sha256:" + HexFormat.of().formatHex(sha256.digest()), tensors);
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

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
