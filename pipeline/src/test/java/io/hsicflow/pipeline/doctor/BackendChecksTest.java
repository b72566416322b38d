package io.hsicflow.pipeline.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BackendProvider;
import io.hsicflow.model.backend.BackendSet;
import io.hsicflow.model.backend.Precision;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class BackendChecksTest {
  private static final BackendProvider ABSENT =
      new BackendProvider() {
        @Override
        public String name() {
          return "belt";
        }

        @Override
        public int preference() {
          return 0;
        }

        @Override
        public Optional<String> unavailable() {
          return Optional.of("There is no belt in this machine.");
        }

        @Override
        public Backend open(Precision precision, int threads) {
          throw new IllegalStateException("A backend that cannot run was opened.");
        }
      };

  @Test
  void aBackendThatRunsIsTimed() {
    BackendProvider first = BackendSet.onClassPath().providers().get(0);

    assertThat(new BackendCheck(first, false, 1).look().found())
        .containsPattern("cpu, 1 threads, \\d+ GFLOP/s in products in float32; computes in float");
  }

  @Test
  void aBackendThatCannotRunIsWrongWhereTheSettingsNameIt() {
    assertThat(new BackendCheck(ABSENT, true, 1).look().grade()).isEqualTo(Grade.WRONG);
    assertThat(new BackendCheck(ABSENT, false, 1).look().grade()).isEqualTo(Grade.ATTENTION);
    assertThat(new BackendCheck(ABSENT, false, 1).look().found())
        .contains("There is no belt in this machine.");
  }

  @Test
  void theBackendThatALearnerWouldTakeIsNamed() {
    Finding finding = learner(BackendSet.onClassPath(), Map.of("learner.threads", "1"));

    assertThat(finding.grade()).isEqualTo(Grade.FINE);
    assertThat(finding.found()).contains("learner.backend = auto", " on cpu");
  }

  @Test
  void aLearnerWithoutABackendIsWrong() {
    Finding finding = learner(new BackendSet(List.of(ABSENT)), Map.of("learner.backend", "belt"));

    assertThat(finding.grade()).isEqualTo(Grade.WRONG);
    assertThat(finding.found()).contains("There is no belt in this machine.");
  }

  private static Finding learner(BackendSet backends, Map<String, String> settings) {
    return new LearnerBackendCheck(backends, Configuration.fromMap(settings)).look();
  }
}
