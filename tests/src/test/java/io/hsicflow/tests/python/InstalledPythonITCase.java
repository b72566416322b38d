package io.hsicflow.tests.python;

import io.hsicflow.tests.Checkout;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's Python with the packages that it tells to install, and TensorBoard, in an
 * environment below {@code target} that is made here. Downloads a few gigabytes.
 */
@Tag("slow")
class InstalledPythonITCase {
  private static Python python;

  @TempDir private Path folder;

  @BeforeAll
  static void install() throws IOException {
    python =
        Python.install(
            Checkout.root().resolve("tests/target/python"),
            "torch",
            "torchvision",
            "safetensors",
            "numpy",
            "kafka-python",
            "fastavro",
            "tensorboard");
  }

  @Test
  void torchvisionLoadsSnapshots() throws IOException {
    TorchvisionReading reading = new TorchvisionReading(python, folder);
    reading.loadsStandardWidth();
    reading.loadsCifarStem();
    reading.loadsNarrowWidth();
    reading.loadsByItsCard();
    reading.startsFromTorchvisionsWeights();
  }

  @Test
  void torchvisionsWeightsAreWorthWhatPythonComputes() throws IOException {
    new EvaluationReading(python, folder).saysWhatPythonComputes();
  }

  @Test
  void trainingOnLabelsTakesTheStepsOfPytorch() throws IOException {
    new TrainingReading(python, folder).movesAveragesAsPytorchDoes();
  }

  @Test
  void tenLinesReadTheEmbeddingsTopic() throws IOException {
    new EmbeddingsReading(python, folder).printsEveryEmbedding();
  }

  @Test
  void aFewLinesReadAFileOfEmbeddings() throws IOException {
    new EmbeddedFileReading(python, folder).printsShapeImageAndSnapshot();
  }

  @Test
  void tensorBoardReadsEventFiles() throws Exception {
    TensorBoardReading reading = new TensorBoardReading(python, folder);
    reading.readsEveryScalarOfTheLaterAttempt();
    reading.showsThePictureOfTheViews();
  }
}
