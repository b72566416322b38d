package io.hsicflow.pipeline.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.metrics.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelChoiceTest {
  private static final int OF_EACH = 100;
  private static final int CLASSES = 3;

  @Test
  void everyClassKeepsItsShareRoundedUp() {
    for (double share : new double[] {0.001, 0.01, 0.07, 0.1, 0.101, 1}) {
      LabelledPart chosen = new LabelChoice(share).of(part(false));

      for (int label = 0; label < CLASSES; label++) {
        int wanted = label;
        assertThat(Arrays.stream(chosen.labels()).filter(l -> l == wanted).count())
            .as("%s of class %d", share, label)
            .isEqualTo(share == 0.001 ? 1 : share == 0.101 ? 11 : Math.round(share * OF_EACH));
      }
    }
  }

  @Test
  void theOrderOfReadingDoesNotMatterAndASmallerShareIsPartOfALargerOne() {
    List<String> few = new LabelChoice(0.1).of(part(false)).ids();

    assertThat(new LabelChoice(0.1).of(part(true)).ids()).containsExactlyInAnyOrderElementsOf(few);
    assertThat(new LabelChoice(0.3).of(part(false)).ids()).containsAll(few);
  }

  @Test
  void anImageKeepsItsClassAndItsVector() {
    LabelledPart chosen = new LabelChoice(0.05).of(part(true));

    for (int i = 0; i < chosen.count(); i++) {
      int number = Integer.parseInt(chosen.ids().get(i));
      assertThat(chosen.labels()[i]).isEqualTo(number % CLASSES);
      assertThat(chosen.vectors().values()[i]).isEqualTo(number);
    }
  }

  /** Images called by their number, which is also their vector and says their class. */
  private static LabelledPart part(boolean reversed) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < OF_EACH * CLASSES; i++) {
      numbers.add(i);
    }
    if (reversed) {
      Collections.reverse(numbers);
    }
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.get(i);
    }
    return new LabelledPart(
        numbers.stream().map(String::valueOf).toList(),
        numbers.stream().mapToInt(number -> number % CLASSES).toArray(),
        new Vectors(values, 1));
  }
}
