package io.hsicflow.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.pipeline.UserException;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlinkSettingsTest {
  @Test
  void checkpointsAndSavepointsLieBelowTheJobsFolder() {
    Configuration settings =
        FlinkSettings.complete(Configuration.fromMap(Map.of("job.folder", "s3://bucket/belt")));

    assertThat(settings.get(CheckpointingOptions.CHECKPOINT_STORAGE)).isEqualTo("filesystem");
    assertThat(settings.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
        .isEqualTo("s3://bucket/belt/checkpoints");
    assertThat(settings.get(CheckpointingOptions.SAVEPOINT_DIRECTORY))
        .isEqualTo("s3://bucket/belt/savepoints");
  }

  @Test
  void aFolderWithoutASchemeIsOneOfThisMachine() {
    Configuration settings =
        FlinkSettings.complete(Configuration.fromMap(Map.of("job.folder", "belt")));

    assertThat(settings.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
        .startsWith("file:/")
        .endsWith("/belt/checkpoints");
  }

  @Test
  void whatTheUserSetStays() {
    Configuration settings =
        FlinkSettings.complete(
            Configuration.fromMap(
                Map.of(
                    "execution.checkpointing.interval", "7 s",
                    "execution.checkpointing.dir", "s3://elsewhere/c",
                    "restart-strategy.type", "none")));

    assertThat(settings.get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
        .isEqualTo(Duration.ofSeconds(7));
    assertThat(settings.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
        .isEqualTo("s3://elsewhere/c");
    assertThat(settings.get(RestartStrategyOptions.RESTART_STRATEGY)).isEqualTo("none");
  }

  @Test
  void aCheckpointThatFailsDoesNotFailTheJobUnlessTheUserWantsItTo() {
    assertThat(
            FlinkSettings.complete(new Configuration())
                .get(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER))
        .isEqualTo(Integer.MAX_VALUE);
    assertThat(
            FlinkSettings.complete(
                    Configuration.fromMap(
                        Map.of("execution.checkpointing.tolerable-failed-checkpoints", "2")))
                .get(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER))
        .isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"rocksdb, , true", "rocksdb, false, false", "hashmap, , false"})
  void checkpointsOfRocksDbAreIncrementalUnlessTheUserWantsThemWhole(
      String backend, String asked, boolean incremental) {
    Configuration given = Configuration.fromMap(Map.of("state.backend.type", backend));
    if (asked != null) {
      given.setString("execution.checkpointing.incremental", asked);
    }

    assertThat(FlinkSettings.complete(given).get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS))
        .isEqualTo(incremental);
  }

  @Test
  void genericTypesAreOff() {
    assertThat(FlinkSettings.complete(new Configuration()).get(PipelineOptions.GENERIC_TYPES))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "execution.checkpointing.storage, jobmanager, at most 5 MB",
    "execution.checkpointing.unaligned.enabled, true, only aligned checkpoints",
    "execution.checkpointing.mode, AT_LEAST_ONCE, trained on twice"
  })
  void whatBreaksTheTrainingSequenceIsRefused(String key, String value, String reason) {
    Configuration given = Configuration.fromMap(Map.of(key, value));

    assertThatThrownBy(() -> FlinkSettings.complete(given))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(reason);
  }
}
