package io.hsicflow.connectors.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.schemas.format.FieldLimits;
import io.hsicflow.schemas.format.ImageRecord;
import io.hsicflow.schemas.format.ImageRecordFormat;
import io.hsicflow.schemas.record.RawRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeFolderTest {
  private static final byte[] FILE = {1, 2, 3};

  @TempDir Path folder;

  @Test
  void filesComeAsTheRecordsThatProduceWouldSend() throws Exception {
    for (String path : List.of("train/cat/1.png", "test/dog/2.png")) {
      Files.createDirectories(folder.resolve(path).getParent());
      Files.write(folder.resolve(path), FILE);
    }
    ImageRecordFormat format = ImageRecordFormat.of(ImageRecordFormat.AVRO, FieldLimits.defaults());
    List<ImageRecord> images = new ArrayList<>();
    try (ProbeFolder reader = ProbeFolder.open(folder.toString())) {
      for (RawRecord record = reader.next(); record != null; record = reader.next()) {
        assertThat(record.offset()).isEqualTo(images.size());
        images.add((ImageRecord) format.read(record));
      }
    }
    assertThat(images)
        .extracting(ImageRecord::id)
        .containsExactly("test/dog/2.png", "train/cat/1.png");
    assertThat(images).extracting(ImageRecord::label).containsExactly("dog", "cat");
    assertThat(images)
        .extracting(image -> image.attributes().get("split"))
        .containsExactly("test", "train");
    assertThat(images).allSatisfy(image -> assertThat(image.file()).isEqualTo(FILE));
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    String missing = folder.resolve("missing").toString();
    assertThatThrownBy(() -> ProbeFolder.open(missing))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(missing);
  }
}
