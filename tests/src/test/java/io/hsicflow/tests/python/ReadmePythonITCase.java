package io.hsicflow.tests.python;

import java.io.IOException;
import java.nio.file.Path;
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
  void theLinesOfItsCardLoadASnapshot() throws IOException {
    torchvision().loadsByItsCard();
  }

  @Test
  void aLearnerStartsFromTorchvisionsWeights() throws IOException {
    torchvision().startsFromTorchvisionsWeights();
  }

  @Test
  void tenLinesReadTheEmbeddingsTopic() throws IOException {
    new EmbeddingsReading(Python.orSkip(EmbeddingsReading.MODULES), folder).printsEveryEmbedding();
  }

  @Test
  void aFewLinesReadAFileOfEmbeddings() throws IOException {
    new EmbeddedFileReading(Python.orSkip(EmbeddedFileReading.MODULES), folder)
        .printsShapeImageAndSnapshot();
  }

  private TorchvisionReading torchvision() {
    return new TorchvisionReading(Python.orSkip(TorchvisionReading.MODULES), folder);
  }
}
