package io.hsicflow.tests.python;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's Python, where this machine's Python has the packages; skipped elsewhere. */
class ReadmePythonITCase {
  @TempDir private Path folder;

  @Test
  void torchvisionLoadsASnapshotOfStandardWidth() throws IOException {
    torchvision().loadsStandardWidth();
  }

  @Test
  void torchvisionLoadsASnapshotWithTheCifarStem() throws IOException {
    torchvision().loadsCifarStem();
  }

  @Test
  void theReadmesClassLoadsANarrowSnapshot() throws IOException {
    torchvision().loadsNarrowWidth();
  }

  @Test
  void aLearnerStartsFromTorchvisionsWeights() throws IOException {
    torchvision().startsFromTorchvisionsWeights();
  }

  @Test
  void tenLinesReadTheEmbeddingsTopic() throws IOException {
    new EmbeddingsReading(python(EmbeddingsReading.MODULES), folder).printsEveryEmbedding();
  }

  private TorchvisionReading torchvision() {
    return new TorchvisionReading(python(TorchvisionReading.MODULES), folder);
  }

  private static Python python(String... modules) {
    Optional<Python> python = Python.with(modules);
    assumeThat(python)
        .as(
            "no Python with %s here; name one by -Dhsicflow.python, or run -Pslow to install them below target",
            String.join(", ", modules))
        .isPresent();
    return python.orElseThrow();
  }
}
