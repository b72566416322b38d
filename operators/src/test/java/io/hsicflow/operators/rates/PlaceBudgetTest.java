package io.hsicflow.operators.rates;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceBudgetTest {

  @ParameterizedTest
  @ValueSource(doubles = {1, 1.25, 2.6, 3, 7.3})
  void allPlacesTogetherReachTheLimitForEachFreshImageAndNeverExceedIt(double most) {
    PlaceBudget budget = new PlaceBudget(most, 0, 0);
    long places = 0;
    for (int fresh = 1; fresh <= 10_000; fresh++) {
      budget.earn(1);
      places++;
      // Now and then, and never all at once.
      int spent = fresh % 7 == 0 ? (int) Math.min(40, Math.max(0, budget.left(1 << 20))) : 0;
      budget.spend(spent);
      places += spent;

      assertThat(places + budget.left()).isEqualTo((long) Math.floor(fresh * most));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 50})
  void noMoreIsSavedUpThanTheHeldImagesMayTake(int held) {
    PlaceBudget budget = new PlaceBudget(5, 0, 0);
    for (int fresh = 0; fresh < 100_000; fresh++) {
      budget.earn(2);
    }

    assertThat(budget.left(held)).isEqualTo(4L * held);
    assertThat(budget.left(1 << 20)).as("what was let go does not come back").isEqualTo(4L * held);
  }

  @Test
  void aLimitThatMeansNoLimitLeavesPlacesHoweverManyImagesCome() {
    PlaceBudget budget = new PlaceBudget(1e18, 0, 0);
    for (int fresh = 1; fresh <= 100; fresh++) {
      budget.earn(1);
      assertThat(budget.left(1_000)).isGreaterThan(1L << 50);
    }
  }
}
