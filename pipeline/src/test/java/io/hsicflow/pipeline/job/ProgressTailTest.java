package io.hsicflow.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTailTest {
  @TempDir private Path folder;

  @Test
  void theTailGivesWholeLinesOnce() throws IOException {
    Path file = folder.resolve("progress.csv");
    ProgressTail tail = new ProgressTail(file);
    assertThat(tail.next()).isEmpty();
    Files.writeString(
        file, "step,images,loss,waitMillis,stepMillis,endMillis\n1,64,-0.1,3.5,90,1000\n2,128,-0.");
    assertThat(tail.next()).containsExactly(new ProgressTail.Step(1, 64, -0.1, 3.5, 90, 1000));
    Files.writeString(file, "25,0,90,1200\n3,192,NaN,0,90,1400\n", StandardOpenOption.APPEND);
    assertThat(tail.next()).extracting(ProgressTail.Step::loss).containsExactly(-0.25, Double.NaN);
    assertThat(tail.next()).isEmpty();
    Files.writeString(file, "oops\n", StandardOpenOption.APPEND);
    assertThatThrownBy(tail::next).hasMessageContaining("oops");
  }
}
