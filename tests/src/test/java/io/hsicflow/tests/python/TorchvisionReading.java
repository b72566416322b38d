package io.hsicflow.tests.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.learner.Batch;
import io.hsicflow.model.learner.Encoder;
import io.hsicflow.model.learner.Learner;
import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.model.learner.PretrainedEncoder;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.operators.snapshot.SnapshotCard;
import io.hsicflow.operators.snapshot.SnapshotStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Snapshots that torchvision loads by the README's code embed every picture as hsicflow itself
 * does, in evaluation mode.
 */
final class TorchvisionReading {
  static final String[] MODULES = {"torch", "torchvision", "safetensors", "numpy"};

  private static final int IMAGES = 100;
  private static final int BATCH = 4;
  private static final double BAR = 1e-4;

  private final Python python;
  private final Path folder;

  TorchvisionReading(Python python, Path folder) {
    this.python = python;
    this.folder = folder;
  }

  /** ResNet-18 of standard width with the ImageNet stem: torchvision's own class, strictly. */
  void loadsStandardWidth() throws IOException {
    compare(
        LearnerSettings.builder().depth(18).width(64).stem(Stem.IMAGENET).inputSize(64),
        () -> ReadmeCode.piece("standard"));
  }

  /** The same with the stem for small pictures: two layers replaced. */
  void loadsCifarStem() throws IOException {
    compare(
        LearnerSettings.builder().depth(18).width(64).stem(Stem.CIFAR).inputSize(32),
        () -> definitions() + ReadmeCode.piece("cifar"));
  }

  /** Another width: the README's own class. */
  void loadsNarrowWidth() throws IOException {
    compare(
        LearnerSettings.builder().depth(18).width(16).stem(Stem.CIFAR).inputSize(32),
        () -> definitions() + ReadmeCode.piece("narrow"));
  }

  /** Another depth, width and stem than the README's, by the lines of the snapshot's own card. */
  void loadsByItsCard() throws IOException {
    compare(
        LearnerSettings.builder().depth(50).width(16).stem(Stem.IMAGENET).inputSize(64),
        () -> (String) card().get("load_in_torchvision"));
  }

  private Map<String, Object> card() throws IOException {
    SnapshotStore store = new SnapshotStore(folder.toString());
    return new SnapshotCard(store.entry(store.newest().orElseThrow())).object();
  }

  /**
   * The other way round: a learner starts from torchvision's own weights, with {@code fc} and its
   * counters, and embeds as torchvision does.
   */
  void startsFromTorchvisionsWeights() throws IOException {
    int size = 64;
    byte[] pictures = pictures(size);
    Files.write(folder.resolve("pictures.bin"), pictures);
    python.run(
        folder,
        """
        import torch, torchvision
        from safetensors.torch import save_file

        torch.manual_seed(0)
        model = torchvision.models.resnet18()
        for module in model.modules():
            if isinstance(module, torch.nn.BatchNorm2d):
                module.running_mean.normal_(0, 0.1)
                module.running_var.uniform_(0.5, 2)
        save_file(model.state_dict(), "weights.safetensors")
        model.fc = torch.nn.Identity()
        model.eval()
        mean = torch.tensor([0.485, 0.456, 0.406]).view(3, 1, 1)
        deviation = torch.tensor([0.229, 0.224, 0.225]).view(3, 1, 1)
        embed = lambda rgb: model((rgb / 255 - mean) / deviation)
        """
            + embedding(size));
    LearnerSettings settings =
        LearnerSettings.builder()
            .depth(18)
            .stem(Stem.IMAGENET)
            .inputSize(size)
            .hidden(32)
            .output(16)
            .batch(BATCH)
            .build();
    try (Backend backend = Backends.open(Backends.AUTO, Precision.FLOAT32, 2);
        Learner learner = Learner.create(backend, settings);
        InputStream in = Files.newInputStream(folder.resolve("weights.safetensors"))) {
      learner.startFrom(PretrainedEncoder.read(in, "weights.safetensors", settings.architecture()));
      try (Encoder encoder = Encoder.load(backend, learner.snapshot())) {
        compare(encoder.embed(pictures, IMAGES));
      }
    }
  }

  /** What the README's first piece imports and defines, without the model that it loads. */
  private static String definitions() throws IOException {
    String piece = ReadmeCode.piece("standard");
    return piece.substring(0, piece.indexOf("\nmodel = ") + 1);
  }

  /** What Python is to run, once the snapshot is there. */
  private interface Program {
    String text() throws IOException;
  }

  private void compare(LearnerSettings.Builder builder, Program program) throws IOException {
    LearnerSettings settings = builder.hidden(32).output(16).batch(BATCH).steps(10).build();
    int size = settings.architecture().inputSize();
    byte[] pictures = pictures(size);
    Files.write(folder.resolve("pictures.bin"), pictures);
    float[] ours = embed(settings, pictures);

    python.run(folder, program.text() + embedding(size));

    compare(ours);
  }

  /** The part of a program that embeds the pictures by what it calls {@code embed}. */
  private static String embedding(int size) {
    return """

        import numpy
        rgb = numpy.fromfile("pictures.bin", dtype=numpy.uint8).reshape(%1$d, %2$d, %2$d, 3)
        rgb = torch.from_numpy(rgb).permute(0, 3, 1, 2).float()
        with torch.no_grad():
            embed(rgb).numpy().astype("<f4").tofile("embeddings.bin")
        """
        .formatted(IMAGES, size);
  }

  private void compare(float[] ours) throws IOException {
    float[] theirs = new float[ours.length];
    ByteBuffer.wrap(Files.readAllBytes(folder.resolve("embeddings.bin")))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(theirs);
    int dimension = ours.length / IMAGES;
    for (int image = 0; image < IMAGES; image++) {
      assertThat(relativeError(theirs, ours, image * dimension, dimension))
          .as("picture %d", image)
          .isLessThan(BAR);
    }
  }

  /** Trains two steps, so that weights and statistics are none that a mistake could guess. */
  private float[] embed(LearnerSettings settings, byte[] pictures) throws IOException {
    try (Backend backend = Backends.open(Backends.AUTO, Precision.FLOAT32, 2);
        Learner learner = Learner.create(backend, settings)) {
      byte[] views = Arrays.copyOf(pictures, pictures.length / IMAGES * BATCH);
      Batch batch = new Batch(views, reversed(views), null, BATCH);
      learner.step(batch);
      learner.step(batch);
      EncoderSnapshot snapshot = learner.snapshot();
      try (OutputStream out = Files.newOutputStream(folder.resolve("snapshot.safetensors"))) {
        snapshot.write(out);
      }
      new SnapshotStore(folder.toString()).publish(snapshot, Map.of());
      try (Encoder encoder = Encoder.load(backend, snapshot)) {
        return encoder.embed(pictures, IMAGES);
      }
    }
  }

  /** Stripes of another pitch for every picture. */
  private static byte[] pictures(int size) {
    int bytes = size * size * 3;
    byte[] pictures = new byte[IMAGES * bytes];
    for (int i = 0; i < pictures.length; i++) {
      double pitch = 0.05 + 0.013 * (i / bytes);
      pictures[i] = (byte) (128 + 100 * Math.sin(pitch * i) + 27 * Math.cos(0.0113 * i * (i % 7)));
    }
    return pictures;
  }

  private static byte[] reversed(byte[] pictures) {
    byte[] reversed = new byte[pictures.length];
    for (int i = 0; i < pictures.length; i++) {
      reversed[i] = pictures[pictures.length - 1 - i];
    }
    return reversed;
  }

  private static double relativeError(float[] values, float[] reference, int from, int count) {
    double error = 0;
    double norm = 0;
    for (int i = from; i < from + count; i++) {
      error += (values[i] - reference[i]) * (double) (values[i] - reference[i]);
      norm += reference[i] * (double) reference[i];
    }
    return Math.sqrt(error / norm);
  }
}
