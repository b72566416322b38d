package io.hsicflow.tests.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.learner.Learner;
import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.operators.snapshot.SnapshotStore;
import io.hsicflow.pipeline.cli.Hsicflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The README's lines read a file that {@code hsicflow embed} wrote. */
final class EmbeddedFileReading {
  static final String[] MODULES = {"safetensors", "numpy"};

  /** A CIFAR-10 batch of three records: a class and 3,072 bytes of pixels each. */
  private static final int IMAGES = 3;

  private static final int RECORD = 3073;

  private final Python python;
  private final Path folder;

  EmbeddedFileReading(Python python, Path folder) {
    this.python = python;
    this.folder = folder;
  }

  void printsShapeImageAndSnapshot() throws IOException {
    EncoderSnapshot snapshot = publish();
    byte[] batch = new byte[IMAGES * RECORD];
    for (int i = 0; i < batch.length; i++) {
      batch[i] = i % RECORD == 0 ? (byte) (i / RECORD) : (byte) (31 * i);
    }
    Path data = Files.write(folder.resolve("data_batch_1.bin"), batch);
    int code =
        Hsicflow.execute(
            "embed",
            "--snapshot",
            "newest",
            "-Dsnapshot.folder=" + folder.resolve("snapshots"),
            "--data",
            data.toString(),
            "--out",
            folder.resolve("embeddings.safetensors").toString());
    assertThat(code).isZero();

    String printed = python.run(folder, ReadmeCode.piece("embedded-file"));

    assertThat(printed)
        .startsWith("(3, 16) data_batch_1")
        .endsWith(snapshot.digest().substring(0, 12) + System.lineSeparator());
  }

  private EncoderSnapshot publish() throws IOException {
    LearnerSettings settings =
        LearnerSettings.builder().depth(18).width(2).stem(Stem.CIFAR).inputSize(32).build();
    try (Backend backend = Backends.open("auto", Precision.FLOAT32, 1);
        Learner learner = Learner.create(backend, settings)) {
      EncoderSnapshot snapshot = learner.snapshot();
      new SnapshotStore(folder.resolve("snapshots").toString()).publish(snapshot, Map.of());
      return snapshot;
    }
  }
}
