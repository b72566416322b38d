package io.hsicflow.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.json.JsonReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DoctorCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aMachineThatIsFineGivesALineForEachCheckAndExitsWithZero() {
    assertThat(run("doctor", "-Djob.folder=" + folder, "-Dlearner.threads=1")).isZero();

    assertThat(err.toString()).isEmpty();
    assertThat(out.toString().lines())
        .allMatch(line -> line.matches("(fine|attention) +\\S.*"))
        .anyMatch(line -> line.matches("fine +settings +2 settings .*"))
        .anyMatch(
            line -> line.matches("fine +versions +hsicflow .*Flink .*Kafka client .*oneDNN .*"))
        .anyMatch(line -> line.matches("\\w+ +Java +Java .*"))
        .anyMatch(line -> line.matches("\\w+ +memory +heap of .*"))
        .anyMatch(line -> line.matches("\\w+ +processors +\\d+ processor.*"))
        .anyMatch(line -> line.matches("fine +clock +\\d{4}-.*"))
        .anyMatch(line -> line.matches("fine +onednn +cpu, 1 threads, \\d+ GFLOP/s.*"))
        .anyMatch(line -> line.matches("\\w+ +checkpoints +file:" + folder + ".*"))
        .anyMatch(line -> line.matches("\\w+ +snapshots +file:" + folder + ".*"))
        .anyMatch(line -> line.matches("fine +Kafka +not looked for: .*"));
  }

  @Test
  void whatIsWrongSaysWhatToDoAndExitsWithOne() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(run("doctor", "-Djob.folder=" + file.resolve("state"))).isEqualTo(Hsicflow.FAILED);

    assertThat(out.toString())
        .containsPattern("wrong +checkpoints .* cannot be written: .* set job.folder to another");
  }

  @Test
  void settingsThatCannotBeReadAreToldAndTheMachineIsCheckedAllTheSame() {
    assertThat(run("doctor", "-Dlearner.bacth=3")).isEqualTo(Hsicflow.FAILED);

    assertThat(out.toString())
        .containsPattern("wrong +settings +The option learner.bacth.* did you mean learner.batch")
        .containsPattern("fine +clock");
  }

  @Test
  void settingsOfWhichNoJobCanBeMadeAreWrong() {
    assertThat(run("doctor", "-Djob.folder=" + folder, "-Dlearner.depth=19"))
        .isEqualTo(Hsicflow.FAILED);

    assertThat(out.toString()).containsPattern("wrong +settings .*19").doesNotContain("\tat ");
  }

  @Test
  void aFolderWithoutANameIsWrongAndTheMachineIsCheckedAllTheSame() {
    assertThat(run("doctor", "-Djob.folder=")).isEqualTo(Hsicflow.FAILED);

    assertThat(err.toString()).isEmpty();
    assertThat(out.toString())
        .containsPattern("wrong +settings .*empty string")
        .containsPattern("fine +clock")
        .containsPattern("\\w+ +checkpoints +file:");
  }

  @Test
  void programsGetOneObject() {
    int code =
        run(
            "doctor",
            "--json",
            "-Djob.folder=" + folder,
            "-Dexecution.checkpointing.unaligned.enabled=true");

    assertThat(code).isEqualTo(Hsicflow.FAILED);
    Map<String, Object> object = JsonReader.parseObject(out.toString().strip());
    assertThat(object.get("wrong")).isEqualTo(true);
    List<?> checks = (List<?>) object.get("checks");
    assertThat(checks)
        .allSatisfy(
            check ->
                assertThat(((Map<?, ?>) check).keySet().toString()).contains("check, grade, found"))
        .anySatisfy(
            check ->
                assertThat(check.toString())
                    .contains("check=settings, grade=wrong")
                    .contains("only aligned checkpoints"));
  }

  @Test
  void secretsAreNotPrinted() {
    run(
        "doctor",
        "--json",
        "-Djob.folder=" + folder,
        "-Dkafka.ssl.keystore.password=hunter2",
        "-Dimages.format=hunter2",
        "-Dkafka.sasl.jaas.config=Login required password=\"sesame\";",
        "-Dlearner.backend=sesame");

    assertThat(out.toString()).contains("images.format is '******'", "no backend '******'");
    assertThat(out.toString() + err).doesNotContain("hunter2").doesNotContain("sesame");
  }

  @Test
  void aTimeOutOfNothingIsWrongUsage() {
    assertThat(run("doctor", "--time-out", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
  }

  private int run(String... arguments) {
    return Hsicflow.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
