package io.hsicflow.operators.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundedDrawTest {

  private final BoundedDraw<String> draw = new BoundedDraw<>(2);

  @Test
  void theSmallestKeysAreDrawnInTheirOrder() {
    offer("a", "cat", 5);
    offer("b", "cat", 9);
    offer("c", "cat", 1);
    offer("d", "cat", 7);
    assertThat(draw.drawn()).extracting(BoundedDraw.Entry::id).containsExactly("c", "a");
  }

  @Test
  void imagesWithALabelComeBeforeThoseWithoutAndLeaveThemOut() {
    offer("a", null, 1);
    assertThat(draw.drawn()).extracting(BoundedDraw.Entry::id).containsExactly("a");
    offer("b", "cat", 9);
    assertThat(draw.drawn()).extracting(BoundedDraw.Entry::id).containsExactly("b");
  }

  @Test
  void twoImagesOfOneIdAreOne() {
    offer("a", "cat", 1);
    assertThat(draw.takes("a", "cat", 0)).isFalse();
  }

  @Test
  void anImageThatGaveWayIsForgotten() {
    offer("a", "cat", 5);
    offer("b", "cat", 6);
    offer("c", "cat", 1);
    assertThat(draw.takes("b", "cat", 0)).isTrue();
  }

  @Test
  void nothingIsTakenIntoADrawOfNone() {
    assertThat(new BoundedDraw<String>(0).takes("a", "cat", 1)).isFalse();
  }

  private void offer(String id, String label, long key) {
    if (draw.takes(id, label, key)) {
      draw.add(id, label, key, id);
    }
  }
}
