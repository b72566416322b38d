package io.hsicflow.operators.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.image.ImageFormat;
import io.hsicflow.model.network.Stem;
import io.hsicflow.operators.augmenter.AugmentOptions;
import io.hsicflow.operators.gate.GateOptions;
import io.hsicflow.operators.snapshot.SnapshotOptions;
import io.hsicflow.operators.trainer.GuardOptions;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.operators.trainer.LossOptions;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.ml.param.Param;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionParamsTest {

  /** Of the online probe's labels and of a run that is taken up again, which no table has. */
  private static final Set<String> LEFT_OUT =
      Set.of(LearnerOptions.PROBE_CLASSES.key(), LearnerOptions.FINAL_DECAY_STEPS.key());

  @Test
  void everyOptionOfTheTrainingIsAParamWithItsDefault() throws Exception {
    SslHsic stage = new SslHsic();
    for (ConfigOption<?> option : options()) {
      Param<Object> param = stage.getParam(option.key());
      if (LEFT_OUT.contains(option.key())) {
        assertThat(param).as(option.key()).isNull();
      } else {
        assertThat(param).as(option.key()).isNotNull();
        assertThat(param.defaultValue).as(option.key()).isEqualTo(option.defaultValue());
        assertThat(param.description).as(option.key()).isNotBlank();
        assertThat(stage.get(param)).as(option.key()).isEqualTo(option.defaultValue());
      }
    }
  }

  @Test
  void aStageOfDefaultsSetsNoOption() {
    assertThat(StageSettings.of(new SslHsic()).toMap()).isEmpty();
    assertThat(StageSettings.of(new SslHsicModel()).toMap()).isEmpty();
    assertThat(StageSettings.of(new NearestNeighbours()).toMap()).isEmpty();
  }

  @Test
  void whatIsSetReachesTheOptions() {
    Configuration settings =
        StageSettings.of(
            new SslHsic()
                .set(SslHsic.STEPS, 7L)
                .set(SslHsic.STEM, Stem.CIFAR)
                .set(SslHsic.GATE_TIME_LIMIT, Duration.ofSeconds(3)));

    assertThat(settings.get(LearnerOptions.STEPS)).isEqualTo(7);
    assertThat(settings.get(LearnerOptions.STEM)).isEqualTo(Stem.CIFAR);
    assertThat(settings.get(GateOptions.TIME_LIMIT)).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.keySet()).hasSize(3);
  }

  @Test
  void paramsOfEveryKindAreSavedAndLoaded(@TempDir Path folder) throws IOException {
    SslHsic saved =
        StageTables.small(folder.resolve("snapshots").toString())
            .setHandleInvalid(SslHsic.SKIP_INVALID)
            .setModelVersionCol(null)
            .setPasses(3)
            .set(SslHsic.STEPS, 1_000_000_000_000L)
            .set(SslHsic.MEAN, List.of(0.1, 0.2, 0.3))
            .set(SslHsic.TARGET, false)
            .set(SslHsic.GATE_MAX_BYTES, MemorySize.ofMebiBytes(3))
            .set(SslHsic.GATE_FORMATS, List.of(ImageFormat.PNG, ImageFormat.JPEG))
            .set(SslHsic.SNAPSHOT_EVERY, Duration.ofMinutes(7));
    String path = folder.resolve("stage").toString();

    saved.save(path);
    SslHsic loaded = SslHsic.load(new StageTables().tables, path);

    assertThat(loaded.getParamMap()).isEqualTo(saved.getParamMap());
  }

  @Test
  void aParamIsNeverSetToNothingWhereItsOptionHasADefault() {
    assertThatThrownBy(() -> new SslHsic().set(SslHsic.BATCH, null))
        .hasMessageContaining("learner.batch");
    assertThatThrownBy(() -> new SslHsic().setHandleInvalid("ignore"))
        .hasMessageContaining("ignore");
    assertThatThrownBy(() -> new SslHsic().setPasses(0)).hasMessageContaining("0");
  }

  private static List<ConfigOption<?>> options() throws IllegalAccessException {
    List<ConfigOption<?>> options = new ArrayList<>();
    for (Class<?> holder :
        List.of(
            LearnerOptions.class,
            LossOptions.class,
            GuardOptions.class,
            AugmentOptions.class,
            GateOptions.class,
            SnapshotOptions.class)) {
      for (Field field : holder.getFields()) {
        options.add((ConfigOption<?>) field.get(null));
      }
    }
    assertThat(options).hasSizeGreaterThan(60);
    return options;
  }
}
