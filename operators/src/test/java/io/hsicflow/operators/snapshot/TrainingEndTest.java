package io.hsicflow.operators.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingEndTest {

  @TempDir Path temporary;

  @Test
  void aTrainingHasEndedOnceItSaidSo() throws Exception {
    String folder = temporary.resolve("snapshots").toString();
    assertThat(new TrainingEnd(folder, "first").isMarked()).isFalse();
    new TrainingEnd(folder, "first").mark();
    assertThat(new TrainingEnd(folder, "first").isMarked()).isTrue();
  }

  @Test
  void theNoteOfAnotherTrainingSaysNothingOfThisOne() throws Exception {
    String folder = temporary.toString();
    new TrainingEnd(folder, "first").mark();
    assertThat(new TrainingEnd(folder, "second").isMarked()).isFalse();
    assertThat(new TrainingEnd(folder, null).isMarked()).isFalse();
    new TrainingEnd(folder, "second").mark();
    assertThat(new TrainingEnd(folder, "second").isMarked()).isTrue();
  }

  @Test
  void aDamagedNoteIsNamed() throws Exception {
    Files.writeString(temporary.resolve(TrainingEnd.FILE), "{");
    assertThatThrownBy(() -> new TrainingEnd(temporary.toString(), "first").isMarked())
        .isInstanceOf(IOException.class)
        .hasMessageContaining(TrainingEnd.FILE)
        .hasMessageContaining("is damaged");
  }
}
