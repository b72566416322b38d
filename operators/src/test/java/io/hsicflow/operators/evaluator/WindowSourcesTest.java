package io.hsicflow.operators.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowSourcesTest {

  private static final ProbePicture PICTURE = new ProbePicture(false, new byte[0], null, null);

  @Test
  void everySourceHasItsImagesItsShareAndItsLatestImage() {
    List<WindowImage> window =
        List.of(
            image(0, "belt", 70_000),
            image(1, "door", 10_000),
            image(2, "belt", 30_000),
            image(3, "belt", 20_000));

    assertThat(WindowSources.figures(window, 100_000))
        .containsExactly(
            Map.entry("belt.images", 3.0),
            Map.entry("belt.share", 0.75),
            Map.entry("belt.ageSeconds", 30.0),
            Map.entry("door.images", 1.0),
            Map.entry("door.share", 0.25),
            Map.entry("door.ageSeconds", 90.0));
  }

  @Test
  void namesOfStrangersAreBoundedAndCommandNothing() {
    List<WindowImage> window = new ArrayList<>();
    for (int number = 0; number < 400; number++) {
      window.add(image(number, "../\"} \n" + number, number));
    }
    window.add(image(400, "belt", 1_000));
    window.add(image(401, "belt", 1_001));

    Map<String, Double> figures = WindowSources.figures(window, 0);
    assertThat(figures).hasSize(3 * (WindowSources.MOST + 1)).containsEntry("belt.images", 2.0);
    assertThat(figures.get("other.images")).isEqualTo(402.0 - 2 - (WindowSources.MOST - 1));
    assertThat(figures.keySet()).allMatch(name -> name.matches("[A-Za-z0-9_]+\\.[A-Za-z]+"));
  }

  private static WindowImage image(long offset, String source, long capturedAt) {
    return new WindowImage(new WindowImage.Place("images", 0, offset), source, capturedAt, PICTURE);
  }
}
