package io.hsicflow.tests.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.learner.Batch;
import io.hsicflow.model.learner.Encoder;
import io.hsicflow.model.learner.Learner;
import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Snapshots that torchvision loads by the README's code embed as hsicflow itself does. */
final class TorchvisionReading {
  static final String[] MODULES = {"torch", "torchvision", "safetensors", "numpy"};

  private static final int IMAGES = 4;

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
        ReadmeCode.piece("standard"));
  }

  /** The same with the stem for small pictures: two layers replaced. */
  void loadsCifarStem() throws IOException {
    compare(
        LearnerSettings.builder().depth(18).width(64).stem(Stem.CIFAR).inputSize(32),
        definitions() + ReadmeCode.piece("cifar"));
  }

  /** Another width: the README's own class. */
  void loadsNarrowWidth() throws IOException {
    compare(
        LearnerSettings.builder().depth(18).width(16).stem(Stem.CIFAR).inputSize(32),
        definitions() + ReadmeCode.piece("narrow"));
  }

  /** What the README's first piece imports and defines, without the model that it loads. */
  private static String definitions() throws IOException {
    String piece = ReadmeCode.piece("standard");
    return piece.substring(0, piece.indexOf("\nmodel = ") + 1);
  }

  private void compare(LearnerSettings.Builder builder, String program) throws IOException {
    LearnerSettings settings = builder.hidden(32).output(16).batch(IMAGES).steps(10).build();
    int size = settings.architecture().inputSize();
    byte[] pictures = pictures(IMAGES * size * size * 3);
    Files.write(folder.resolve("pictures.bin"), pictures);
    float[] ours = embed(settings, pictures);

    python.run(
        folder,
        program
            + """

            import numpy
            rgb = numpy.fromfile("pictures.bin", dtype=numpy.uint8).reshape(%1$d, %2$d, %2$d, 3)
            rgb = torch.from_numpy(rgb).permute(0, 3, 1, 2).float()
            with torch.no_grad():
                embed(rgb).numpy().astype("<f4").tofile("embeddings.bin")
            """
                .formatted(IMAGES, size));

    float[] theirs = new float[ours.length];
    ByteBuffer.wrap(Files.readAllBytes(folder.resolve("embeddings.bin")))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(theirs);
    assertThat(relativeError(theirs, ours)).isLessThan(1e-4);
  }

  /** Trains two steps, so that weights and statistics are none that a mistake could guess. */
  private float[] embed(LearnerSettings settings, byte[] pictures) throws IOException {
    try (Backend backend = Backends.open(Backends.AUTO, Precision.FLOAT32, 2);
        Learner learner = Learner.create(backend, settings)) {
      Batch batch = new Batch(pictures, reversed(pictures), null, IMAGES);
      learner.step(batch);
      learner.step(batch);
      EncoderSnapshot snapshot = learner.snapshot();
      try (OutputStream out = Files.newOutputStream(folder.resolve("snapshot.safetensors"))) {
        snapshot.write(out);
      }
      try (Encoder encoder = Encoder.load(backend, snapshot)) {
        return encoder.embed(pictures, IMAGES);
      }
    }
  }

  private static byte[] pictures(int bytes) {
    byte[] pictures = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      pictures[i] = (byte) (128 + 100 * Math.sin(0.37 * i) + 27 * Math.cos(0.0113 * i * (i % 7)));
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

  private static double relativeError(float[] values, float[] reference) {
    double error = 0;
    double norm = 0;
    for (int i = 0; i < values.length; i++) {
      error += (values[i] - reference[i]) * (double) (values[i] - reference[i]);
      norm += reference[i] * (double) reference[i];
    }
    return Math.sqrt(error / norm);
  }
}
