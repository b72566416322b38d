package io.hsicflow.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka.ssl.keystore.password",
        "kafka.sasl.jaas.config",
        "kafka.sasl.oauthbearer.client.secret",
        "kafka.ssl.keystore.key",
        "s3.secret-key",
        "registry.password",
        "registry.token"
      })
  void secretsAreHidden(String key) {
    assertThat(SecretMask.show(key, "hunter2")).doesNotContain("hunter2");
  }

  @Test
  void whatCameFromOutsideIsHiddenWhateverItsName() {
    Configuration configuration =
        ConfigLoader.load(
            null, Map.of("kafka.client.rack", "a ${env:RACK}"), Map.of("RACK", "hunter2"));

    assertThat(configuration.toMap()).containsEntry("kafka.client.rack", "a hunter2");
    assertThat(SecretMask.show(configuration).toString())
        .contains("kafka.client.rack=*")
        .doesNotContain("hunter2");
  }

  @Test
  void otherValuesAreShown() {
    Configuration configuration = Configuration.fromMap(Map.of("job.name", "belt"));

    assertThat(SecretMask.show(configuration)).containsEntry("job.name", "belt");
  }

  @Test
  void secretsAreTakenOutOfTexts() {
    Configuration configuration =
        Configuration.fromMap(
            Map.of(
                "kafka.ssl.keystore.password",
                "hunter2",
                "kafka.sasl.jaas.config",
                "Login required username=\"belt\" password=\"sesame\";",
                "job.name",
                "line"));

    assertThat(SecretMask.hide(configuration, "hunter2, sesame and line are wrong."))
        .isEqualTo("******, ****** and line are wrong.");
  }

  @Test
  void theNameOfASettingThatCameFromOutsideStaysInTexts() {
    Configuration configuration =
        ConfigLoader.load(
            null, Map.of("registry.token", "${env:TOKEN}"), Map.of("TOKEN", "hunter2"));

    assertThat(SecretMask.hide(configuration, "registry.token is 'hunter2'."))
        .isEqualTo("registry.token is '******'.");
  }

  @Test
  void aSecretThatBeginsWithAnotherIsHiddenWhole() {
    for (String longer : new String[] {"kafka.ssl.key.password", "registry.password"}) {
      Configuration configuration =
          Configuration.fromMap(
              Map.of("kafka.ssl.key.password", "hunter", "registry.password", "hunter"));
      configuration.setString(longer, "hunter2");

      assertThat(SecretMask.hide(configuration, "hunter and hunter2"))
          .isEqualTo("****** and ******");
    }
  }
}
