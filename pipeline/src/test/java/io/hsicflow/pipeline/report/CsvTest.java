package io.hsicflow.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
  @TempDir private Path temporary;

  private Csv read(String text) throws IOException {
    return Csv.read(Files.writeString(temporary.resolve("a.csv"), text));
  }

  @Test
  void quotedCellsKeepTheirCommasAndQuotes() throws Exception {
    List<String> cells = List.of("a, \"b\"", "", "3.5");

    Csv csv = read("name,empty,number\n" + Csv.line(cells) + "\n");

    assertThat(csv.text(0, "name")).isEqualTo("a, \"b\"");
    assertThat(csv.number(0, "empty")).isNaN();
    assertThat(csv.number(0, "number")).isEqualTo(3.5);
    assertThat(csv.number(0, "absent")).isNaN();
  }

  @Test
  void aLineThatIsNotWholeYetIsLeftOut() throws Exception {
    assertThat(read("a,b\n1,2\n3,").rows()).isEqualTo(1);
  }

  @Test
  void whatIsNoTableIsToldWithItsLine() {
    assertThatThrownBy(() -> read("a,b\n1,2,3\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has 3 cells")
        .hasMessageContaining("1,2,3");
    assertThatThrownBy(() -> read("a,b\n1,x\n").number(0, "b"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'x'");
    assertThatThrownBy(() -> read("")).isInstanceOf(IOException.class);
  }
}
