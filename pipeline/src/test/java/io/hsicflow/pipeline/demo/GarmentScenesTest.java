package io.hsicflow.pipeline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GarmentScenesTest {
  @Test
  void theBundleHasTenClassesOfBothParts() throws Exception {
    for (FashionMnist part : new FashionMnist[] {FashionMnist.training(), FashionMnist.test()}) {
      int[] counts = new int[10];
      for (byte label : part.labels()) {
        counts[label]++;
      }
      assertThat(part.pixels()).hasSize(part.count() * FashionMnist.AREA);
      assertThat(IntStream.of(counts).min().orElseThrow()).isGreaterThan(part.count() / 12);
    }
    assertThat(FashionMnist.training().count()).isEqualTo(10_000);
    assertThat(FashionMnist.test().count()).isEqualTo(2_000);
  }

  @Test
  void everyPassShowsEveryGarmentOnceInAnotherOrderAndRendering() throws Exception {
    DemoData.TrainingStream stream = GarmentScenes.load(3, 50, 5).stream();
    Set<String> ids = new HashSet<>();
    int[] shown = new int[50];
    for (int place = 0; place < 100; place++) {
      String id = stream.next().id();
      ids.add(id);
      shown[Integer.parseInt(id.split("-")[1])]++;
    }
    assertThat(ids).hasSize(100);
    assertThat(shown).containsOnly(2);
    ShuffledPasses passes = new ShuffledPasses(3, 50);
    int[] first = IntStream.range(0, 50).map(passes::picture).toArray();
    assertThat(IntStream.range(50, 100).map(passes::picture).toArray()).isNotEqualTo(first);
    // Back in an earlier pass, the same order.
    assertThat(IntStream.range(0, 50).map(passes::picture).toArray()).isEqualTo(first);
  }

  @Test
  void everyStreamOfASeedIsTheSame() throws Exception {
    DemoData.TrainingStream one = GarmentScenes.load(3, 50, 5).stream();
    DemoData.TrainingStream other = GarmentScenes.load(3, 50, 9).stream();
    for (int place = 0; place < 60; place++) {
      DemoImage image = one.next();
      DemoImage same = other.next();
      assertThat(same.id()).isEqualTo(image.id());
      assertThat(same.file()).isEqualTo(image.file());
      assertThat(image.label()).isEqualTo(DemoImage.NO_LABEL);
    }
  }

  @Test
  void trainingNeverShowsARenderingOfTheProbe() throws Exception {
    GarmentScenes data = GarmentScenes.load(4, 20, 20);
    Set<Integer> probe = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      probe.add(Arrays.hashCode(data.bank(i).file()));
      probe.add(Arrays.hashCode(data.query(i).file()));
    }
    assertThat(probe).hasSize(40);
    DemoData.TrainingStream stream = data.stream();
    for (int place = 0; place < 60; place++) {
      assertThat(probe).doesNotContain(Arrays.hashCode(stream.next().file()));
    }
  }
}
