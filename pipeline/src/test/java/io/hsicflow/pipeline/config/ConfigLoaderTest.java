package io.hsicflow.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.network.Normalisation;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.job.JobOptions;
import io.hsicflow.pipeline.job.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
  @TempDir private Path folder;

  @Test
  void flatAndNestedKeysMeanTheSame() throws IOException {
    Configuration nested =
        ConfigLoader.load(file("job:\n  name: belt\n  roles: [embed]\n"), Map.of());
    Configuration flat = ConfigLoader.load(file("job.name: belt\njob.roles: embed\n"), Map.of());

    for (Configuration configuration : new Configuration[] {nested, flat}) {
      assertThat(configuration.get(JobOptions.NAME)).isEqualTo("belt");
      assertThat(configuration.get(JobOptions.ROLES)).containsExactly(Role.EMBED);
    }
  }

  @Test
  void listsMayBeWrittenWithCommas() {
    Configuration configuration = ConfigLoader.load(null, Map.of("job.roles", "train,embed"));

    assertThat(configuration.get(JobOptions.ROLES)).containsExactly(Role.TRAIN, Role.EMBED);
  }

  @Test
  void numbersOfTheChannelsMayBeAListOrWrittenWithCommas() throws IOException {
    Configuration list = ConfigLoader.load(file("learner:\n  mean: [0.5, 0.25, 0]\n"), Map.of());
    Configuration commas =
        ConfigLoader.load(
            null, Map.of("learner.mean", "0.5,0.25,0", "learner.deviation", "0.1,0.2,1"));

    assertThat(list.get(LearnerOptions.MEAN)).containsExactly(0.5, 0.25, 0.0);
    assertThat(LearnerOptions.settings(commas).architecture().normalisation())
        .isEqualTo(new Normalisation(List.of(0.5, 0.25, 0.0), List.of(0.1, 0.2, 1.0)));
    assertThat(LearnerOptions.settings(new Configuration()).architecture().normalisation())
        .isEqualTo(Normalisation.DEFAULT);
  }

  @Test
  void theCommandLineWinsOverTheFile() throws IOException {
    Configuration configuration =
        ConfigLoader.load(file("job.name: belt\n"), Map.of("job.name", "yard"));

    assertThat(configuration.get(JobOptions.NAME)).isEqualTo("yard");
  }

  @Test
  void anUnknownKeyNamesTheNearestAndWhereItStands() throws IOException {
    Path file = file("job.naem: belt\n");

    assertThatThrownBy(() -> ConfigLoader.load(file, Map.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("job.naem, in " + file)
        .hasMessageContaining("did you mean job.name?");
  }

  @Test
  void aValueOfTheWrongTypeIsShownWithTheTypeItShouldHave() {
    assertThatThrownBy(() -> ConfigLoader.load(null, Map.of("job.roles", "train,bake")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("'train,bake' of job.roles, given with -D,")
        .hasMessageContaining("list of train | embed");
  }

  @Test
  void keysOfFlinkAndKafkaPassThrough() {
    Configuration configuration =
        ConfigLoader.load(
            null,
            Map.of(
                "execution.checkpointing.interval", "3 s",
                "external-resources", "gpu",
                "external-resource.gpu.amount", "1",
                "kafka.client.rack", "cellar"));

    assertThat(configuration.toMap())
        .containsEntry("execution.checkpointing.interval", "3 s")
        .containsEntry("external-resources", "gpu")
        .containsEntry("external-resource.gpu.amount", "1")
        .containsEntry("kafka.client.rack", "cellar");
  }

  @Test
  void aKeyThatOnlyBeginsLikeOneOfFlinkIsUnknown() {
    assertThatThrownBy(() -> ConfigLoader.load(null, Map.of("external-resources.gpu.amount", "1")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("external-resources.gpu.amount, given with -D, is unknown");
  }

  @Test
  void valuesComeFromEnvironmentAndFiles() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "hunter2\n");
    Path file =
        file(
            "kafka.ssl.key.password: ${env:KEY}\n"
                + "kafka.sasl.jaas.config: 'user=\"${env:NAME}\" password=\"${file:"
                + secret
                + "}\";'\n");

    assertThat(
            ConfigLoader.load(file, Map.of(), Map.of("KEY", "${env:NAME}$1", "NAME", "ann"))
                .toMap())
        .containsEntry("kafka.ssl.key.password", "${env:NAME}$1")
        .containsEntry("kafka.sasl.jaas.config", "user=\"ann\" password=\"hunter2\";");
  }

  @Test
  void aReferenceIsRefusedWhereFlinkWouldShowWhatCameSo() {
    assertThatThrownBy(
            () ->
                ConfigLoader.load(
                    null, Map.of("rest.address", "${env:NAME}"), Map.of("NAME", "hunter2")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("rest.address, given with -D, refers to the environment or a file")
        .hasMessageContaining("write the value itself")
        .hasMessageNotContaining("hunter2");
    assertThat(
            ConfigLoader.load(
                    null,
                    Map.of("s3.secret-key", "${env:NAME}", "job.folder", "${env:NAME}"),
                    Map.of("NAME", "hunter2"))
                .toMap())
        .containsEntry("s3.secret-key", "hunter2")
        .containsEntry("job.folder", "hunter2");
  }

  @Test
  void aReferenceToNothingNamesItsKey() {
    assertThatThrownBy(
            () -> ConfigLoader.load(null, Map.of("kafka.client.rack", "${env:NONE}"), Map.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("kafka.client.rack")
        .hasMessageContaining("environment variable NONE, which is not set");
    Path missing = folder.resolve("none");
    assertThatThrownBy(
            () ->
                ConfigLoader.load(
                    null, Map.of("kafka.client.rack", "${file:" + missing + "}"), Map.of()))
        .hasMessageContaining("kafka.client.rack")
        .hasMessageContaining(missing.toString());
  }

  @Test
  void aSecretOfTheWrongTypeIsNotPrinted() {
    assertThatThrownBy(
            () ->
                ConfigLoader.load(
                    null, Map.of("learner.steps", "${env:STEPS}"), Map.of("STEPS", "hunter2")))
        .hasMessageContaining("of learner.steps")
        .hasMessageNotContaining("hunter2")
        .hasNoCause();
  }

  @Test
  void aBrokenFileIsNotPrinted() throws IOException {
    Path file = file("kafka.ssl.key.password: 'hunter2\nkafka.client.rack: cellar\n");

    assertThatThrownBy(() -> ConfigLoader.load(file, Map.of()))
        .hasMessageContaining("is not YAML")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void referencesUnderKafkaAreLeftToItsOwnProvidersWhereThereAreSome() {
    assertThat(
            ConfigLoader.load(
                    null,
                    Map.of(
                        "kafka.config.providers", "file",
                        "kafka.ssl.key.password", "${file:/run/secrets:key}"),
                    Map.of())
                .toMap())
        .containsEntry("kafka.ssl.key.password", "${file:/run/secrets:key}");
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = folder.resolve("none.yaml");

    assertThatThrownBy(() -> ConfigLoader.load(missing, Map.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(missing.toString());
  }

  @Test
  void aKeyGivenTwiceOrWithoutValueIsRefused() throws IOException {
    Path twice = file("job.name: a\njob:\n  name: b\n");
    Path empty = file("job.name:\n");

    assertThatThrownBy(() -> ConfigLoader.load(twice, Map.of())).hasMessageContaining("twice");
    assertThatThrownBy(() -> ConfigLoader.load(empty, Map.of())).hasMessageContaining("no value");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "conf", ".yaml"), text);
  }
}
