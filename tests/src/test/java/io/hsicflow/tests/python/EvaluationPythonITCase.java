package io.hsicflow.tests.python;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code evaluate} beside PyTorch, where this machine's Python has the packages; skipped elsewhere.
 */
class EvaluationPythonITCase {
  @TempDir private Path folder;

  @Test
  void torchvisionsWeightsAreWorthWhatPythonComputes() throws IOException {
    new EvaluationReading(Python.orSkip(TorchvisionReading.MODULES), folder)
        .saysWhatPythonComputes();
  }

  @Test
  void trainingOnLabelsTakesTheStepsOfPytorch() throws IOException {
    new TrainingReading(Python.orSkip(TorchvisionReading.MODULES), folder)
        .movesAveragesAsPytorchDoes();
  }
}
