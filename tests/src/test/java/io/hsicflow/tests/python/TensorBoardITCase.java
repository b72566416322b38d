package io.hsicflow.tests.python;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * TensorBoard's own package reads our event files, where this machine's Python has it; skipped
 * elsewhere.
 */
class TensorBoardITCase {
  @TempDir private Path folder;

  @Test
  void everyScalarIsReadOnceAsTheLaterAttemptHasIt() throws Exception {
    reading().readsEveryScalarOfTheLaterAttempt();
  }

  @Test
  void thePictureOfTheViewsIsShown() throws Exception {
    reading().showsThePictureOfTheViews();
  }

  private TensorBoardReading reading() {
    return new TensorBoardReading(Python.orSkip(TensorBoardReading.MODULES), folder);
  }
}
