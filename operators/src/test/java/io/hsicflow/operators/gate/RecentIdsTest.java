package io.hsicflow.operators.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentIdsTest {

  @Test
  void idsThatComeAgainAreNoticedAndOthersAreNot() {
    RecentIds ids = new RecentIds(1 << 16);
    for (int i = 0; i < 1_000; i++) {
      assertThat(ids.repeats("image " + i)).isFalse();
    }
    int noticed = 0;
    for (int i = 0; i < 1_000; i++) {
      noticed += ids.repeats("image " + i) ? 1 : 0;
    }
    // exp(-1000 / 65536) of them at the least.
    assertThat(noticed).isBetween(970, 1_000);
  }

  @Test
  void fewSlotsAreEnoughForTheLastId() {
    RecentIds ids = new RecentIds(1);
    assertThat(ids.repeats("a")).isFalse();
    assertThat(ids.repeats("a")).isTrue();
    assertThat(ids.repeats("b")).isFalse();
    assertThat(ids.repeats("a")).isFalse();
  }

  @Test
  void noSlotsNoticeNothing() {
    RecentIds ids = new RecentIds(0);
    assertThat(ids.repeats("a")).isFalse();
    assertThat(ids.repeats("a")).isFalse();
  }
}
