package io.hsicflow.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.json.JsonReader;
import io.hsicflow.model.snapshot.Safetensors;
import io.hsicflow.model.snapshot.TensorData;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParityCommandTest {
  private static final String HSIC = "reference/hsic-4.safetensors";
  private static final String LARS = "reference/lars-0.safetensors";
  private static final String SCHEDULES = "reference/schedules.json";
  private static final String BLUR = "augment/blur-01.safetensors";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void everyFileHasALineForEveryBackendAndPrecision() throws IOException {
    for (String file : List.of(HSIC, LARS, SCHEDULES, BLUR)) {
      copy(file);
    }
    Files.writeString(folder.resolve("README.md"), "Not a golden file.");
    assertThat(run("--backend", "nd4j")).isZero();
    assertThat(out.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).matches(pass(BLUR, "augment-blur", "-")),
            line -> assertThat(line).matches(pass(HSIC, "hsic", "nd4j float32")),
            line -> assertThat(line).matches(pass(HSIC, "hsic", "nd4j float64")),
            line -> assertThat(line).matches(pass(LARS, "lars", "nd4j float32")),
            line -> assertThat(line).matches(pass(LARS, "lars", "nd4j float64")),
            line -> assertThat(line).matches(pass(SCHEDULES, "schedule", "-")),
            line -> assertThat(line).matches(pass(SCHEDULES, "schedule", "nd4j float32")),
            line -> assertThat(line).matches(pass(SCHEDULES, "schedule", "nd4j float64")),
            line -> assertThat(line).isEqualTo("8 passed, 0 failed, 0 could not be checked."));
  }

  @Test
  void jsonHasAnObjectALine() throws IOException {
    copy(HSIC);
    assertThat(run("--json", "--precision", "float64", "--backend", "nd4j")).isZero();
    assertThat(out.toString().lines()).hasSize(1);
    Map<String, Object> result = JsonReader.parseObject(out.toString());
    assertThat(result)
        .containsEntry("file", HSIC)
        .containsEntry("kind", "hsic")
        .containsEntry("backend", "nd4j")
        .containsEntry("precision", "float64")
        .containsEntry("verdict", "PASS")
        .containsEntry("bar", 1e-9);
    assertThat((Double) result.get("error")).isLessThan(1e-9);
  }

  @Test
  void otherNumbersFailAndSayWhichAreFarthestOff() throws IOException {
    change(copy(HSIC), "hsic", Map.of("loss", TensorData.ofDoubles(new int[] {1}, 0.5)));
    assertThat(run("--precision", "float64", "--backend", "nd4j")).isEqualTo(Hsicflow.FAILED);
    assertThat(out.toString())
        .startsWith("FAIL   " + HSIC)
        .contains("of loss, bar 1.0e-09")
        .contains("0 passed, 1 failed, 0 could not be checked.");
  }

  @Test
  void aNumberThatIsNoneFails() throws IOException {
    change(copy(HSIC), "hsic", Map.of("loss", TensorData.ofDoubles(new int[] {1}, Double.NaN)));
    assertThat(run("--json", "--precision", "float64")).isEqualTo(Hsicflow.FAILED);
    assertThat(JsonReader.parseObject(out.toString()))
        .containsEntry("verdict", "FAIL")
        .containsEntry("error", null);
  }

  @Test
  void aDamagedFileIsAnErrorAndTheOthersAreCheckedAllTheSame() throws IOException {
    Path damaged = copy(BLUR);
    byte[] bytes = Files.readAllBytes(damaged);
    Files.write(damaged, Arrays.copyOf(bytes, bytes.length - 100));
    copy(HSIC);
    assertThat(run("--precision", "float64", "--backend", "nd4j")).isEqualTo(Hsicflow.FAILED);
    assertThat(out.toString())
        .contains("ERROR  " + BLUR)
        .contains(BLUR + " cannot be read. The tensors take 24576 bytes")
        .contains("PASS   " + HSIC)
        .contains("1 passed, 0 failed, 1 could not be checked.");
  }

  @Test
  void anUnknownKindIsAnErrorThatNamesItAndTheFile() throws IOException {
    change(copy(HSIC), "hsci", Map.of());
    assertThat(run()).isEqualTo(Hsicflow.FAILED);
    assertThat(out.toString())
        .contains("ERROR  " + HSIC)
        .contains(HSIC + " is of a kind that is not known, hsci; known are augment-blur")
        .contains("0 passed, 0 failed, 1 could not be checked.");
  }

  @Test
  void aFileWithoutATensorOfItsKindIsAnErrorThatNamesTheTensor() throws IOException {
    Path file = copy(HSIC);
    change(file, "lars", Map.of());
    assertThat(run("--precision", "float64", "--backend", "nd4j")).isEqualTo(Hsicflow.FAILED);
    assertThat(out.toString())
        .contains(HSIC + ", of kind lars, has no number weight_decay but null.");
  }

  @Test
  void whatIsNotThereToBeCheckedIsASentence() throws IOException {
    assertThat(run()).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("holds no golden files");
    copy(HSIC);
    assertThat(run("--backend", "abacus")).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString())
        .containsPattern("There is no backend 'abacus'; on the class path: .*nd4j");
    assertThat(run("--precision", "float8")).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("There is no precision 'float8'; there are float32");
  }

  /** Copies a golden file of the test resources into the folder, under the same path. */
  private Path copy(String file) throws IOException {
    Path target = folder.resolve(file);
    Files.createDirectories(target.getParent());
    try (InputStream in = ParityCommandTest.class.getResourceAsStream("/golden/" + file)) {
      Files.copy(in, target);
    }
    return target;
  }

  private static String pass(String file, String kind, String backend) {
    return "PASS   " + file + " +" + kind + " +" + backend + " +[0-9.e+-]+ of .*, bar [0-9.e-]+.*";
  }

  /** Writes a file again as another kind and with other tensors. */
  private static void change(Path file, String kind, Map<String, TensorData> tensors)
      throws IOException {
    Safetensors golden = Safetensors.read(Files.readAllBytes(file));
    Map<String, TensorData> changed = new HashMap<>(golden.tensors());
    changed.putAll(tensors);
    Map<String, String> metadata = new HashMap<>(golden.metadata());
    metadata.put("kind", kind);
    try (OutputStream to = Files.newOutputStream(file)) {
      new Safetensors(changed, metadata).write(to);
    }
  }

  private int run(String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "parity";
    arguments[1] = folder.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return Hsicflow.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
