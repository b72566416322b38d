package io.hsicflow.operators.augmenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.augment.AugmentSettings;
import io.hsicflow.model.augment.BlurSettings;
import io.hsicflow.model.augment.CropSettings;
import io.hsicflow.operators.TestImages;
import io.hsicflow.schemas.record.Example;
import io.hsicflow.schemas.record.SourceImage;
import io.hsicflow.schemas.record.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // harnesses throw what they like on closing
class AugmenterTest {

  private static final int SIZE = 8;

  @Test
  void viewsAreTheSameWhicheverTaskMakesThem() throws Exception {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      SourceImage image = TestImages.image(i % 2, i, 5 + i);
      examples.add(new Example(i, i / 4, 0, i % 4, image));
    }

    Views[] byOne = augment(examples, 1);
    Views[] byThree = augment(examples, 3);

    for (int i = 0; i < examples.size(); i++) {
      assertThat(byThree[i].view1()).isEqualTo(byOne[i].view1()).hasSize(3 * SIZE * SIZE);
      assertThat(byThree[i].view2()).isEqualTo(byOne[i].view2());
      assertThat(byOne[i].step()).isEqualTo(i / 4);
      assertThat(byOne[i].slot()).isEqualTo(i % 4);
    }
    assertThat(byOne[0].view1()).isNotEqualTo(byOne[0].view2());
  }

  @Test
  void aPictureTrainedOnTwiceIsSeenDifferently() throws Exception {
    SourceImage image = TestImages.image(0, 0, 16);

    Views[] views =
        augment(List.of(new Example(0, 0, 0, 0, image), new Example(1, 0, 0, 1, image)), 1);

    assertThat(views[0].view1()).isNotEqualTo(views[1].view1());
  }

  @Test
  void singleNumbersStandInsteadOfThePresets() {
    AugmentSettings settings =
        AugmentOptions.settings(
            Configuration.fromMap(
                Map.of(
                    "augment.crop", "whole",
                    "augment.crop.min-area", "0.2",
                    "augment.crop.max-aspect", "2",
                    "augment.blur.min-sigma", "0.5",
                    "augment.view1.blur", "0",
                    "augment.view2.solarize", "0")));

    assertThat(settings.view1().crop())
        .isEqualTo(new CropSettings(CropSettings.Kind.WHOLE, 0.2, 1, 3.0 / 4, 2));
    assertThat(settings.view2().blur()).isEqualTo(new BlurSettings(0.1, 0.5, 2));
    assertThat(settings.view2().crop().minArea()).isEqualTo(0.2);
    assertThat(settings.view1().blur().probability()).isZero();
    assertThat(settings.view2().blur().probability()).isEqualTo(0.1);
    assertThat(settings.view2().solarize()).isZero();
    assertThat(AugmentOptions.settings(new Configuration())).isEqualTo(AugmentSettings.method());
  }

  @Test
  void aNumberOutOfItsRangeIsRefusedWithASentence() {
    assertThatThrownBy(
            () -> AugmentOptions.settings(Configuration.fromMap(Map.of("augment.flip", "2"))))
        .hasMessageContaining("flip")
        .hasMessageContaining("2.0");
  }

  private static Views[] augment(List<Example> examples, int tasks) throws Exception {
    Views[] bySequence = new Views[examples.size()];
    for (int task = 0; task < tasks; task++) {
      try (var harness =
          new OneInputStreamOperatorTestHarness<Example, Views>(
              new StreamMap<>(new ViewsOfExample(new Configuration(), SIZE, 42)))) {
        harness.open();
        for (int i = task; i < examples.size(); i += tasks) {
          harness.processElement(new StreamRecord<>(examples.get(i)));
        }
        harness.extractOutputValues().forEach(views -> bySequence[(int) views.sequence()] = views);
      }
    }
    return bySequence;
  }
}
