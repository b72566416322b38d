package io.hsicflow.operators.snapshot;

import io.hsicflow.model.network.ResNet;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.snapshot.SnapshotMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The Python that loads a snapshot into torchvision: the README's, which its tests run, with the
 * snapshot's own file, depth and width in place of the README's.
 */
final class TorchvisionCode {

  private static final int STANDARD_WIDTH = 64;
  private static final int GROUPS = 4;

  private TorchvisionCode() {}

  /**
   * The lines, from the imports to the function {@code embed}.
   *
   * @param file the snapshot's file name
   * @throws IllegalArgumentException for a depth that there is not
   */
  static String of(SnapshotMetadata metadata, String file) {
    String load = with(piece("load"), "[n, 512]", "[n, " + embedding(metadata) + "]");
    return load + "\n" + with(model(metadata), "snapshot.safetensors", file);
  }

  /** The length of its embeddings. */
  static int embedding(SnapshotMetadata metadata) {
    int channels = metadata.width() << (GROUPS - 1);
    return ResNet.hasBottlenecks(metadata.depth()) ? 4 * channels : channels;
  }

  private static String model(SnapshotMetadata metadata) {
    if (metadata.width() == STANDARD_WIDTH) {
      String model = piece(metadata.stem() == Stem.CIFAR ? "cifar" : "standard");
      return with(model, "resnet18()", "resnet" + metadata.depth() + "()");
    }
    String network =
        "NarrowResNet(%s, %s, width=%d, cifar_stem=%s)"
            .formatted(
                ResNet.hasBottlenecks(metadata.depth()) ? "Bottleneck" : "BasicBlock",
                Arrays.toString(ResNet.blocks(metadata.depth())),
                metadata.width(),
                metadata.stem() == Stem.CIFAR ? "True" : "False");
    return with(
        piece("narrow"),
        "NarrowResNet(BasicBlock, [2, 2, 2, 2], width=16, cifar_stem=True)"
            + "  # ResNet-50: Bottleneck, [3, 4, 6, 3]",
        network);
  }

  /** One piece of the README's Python, as it stands there. */
  static String piece(String name) {
    String resource = "torchvision-" + name + ".py";
    try (InputStream in = TorchvisionCode.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(
            "The resource " + resource + " is missing from this build.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The resource " + resource + " cannot be read.", e);
    }
  }

  private static String with(String code, String written, String own) {
    if (!code.contains(written)) {
      throw new IllegalStateException("The README's Python no longer has '" + written + "'.");
    }
    return code.replace(written, own);
  }
}
