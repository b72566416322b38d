package io.hsicflow.operators.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdHashTest {

  @Test
  void oneIdInSoManyIsChosen() {
    assertThat(chosen(20_000, 10).count()).isBetween(1_830L, 2_170L); // 4 standard deviations
    assertThat(chosen(20_000, 5).count()).isBetween(3_774L, 4_226L);
  }

  @Test
  void theChoiceIsTheSameForEver() {
    assertThat(chosen(40, 10).toArray()).containsExactly(24);
  }

  @Test
  void theOrderSaysNothingOfTheChoice() {
    long low = chosen(20_000, 5).filter(number -> IdHash.of(id(number)).key() < 0).count();
    long all = chosen(20_000, 5).count();
    assertThat(low).isBetween(all / 2 - 130, all / 2 + 130);
  }

  private static IntStream chosen(int ids, int oneIn) {
    return IntStream.range(0, ids).filter(number -> IdHash.of(id(number)).isOneIn(oneIn));
  }

  private static String id(int number) {
    return "cat/" + number + ".jpg";
  }
}
