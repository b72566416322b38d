package io.hsicflow.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.schemas.record.Example;
import io.hsicflow.schemas.record.SourceImage;
import org.junit.jupiter.api.Test;

class SequenceCsvTest {
  @Test
  void aLineSaysWhichImageHasWhichPlace() {
    SourceImage image = new SourceImage("images", 2, 41, "id", "", 0, null, 1, 1, new byte[3]);

    assertThat(SequenceCsv.line(new Example(17, 2, 0, 1, image))).isEqualTo("17,images,2,41");
  }
}
