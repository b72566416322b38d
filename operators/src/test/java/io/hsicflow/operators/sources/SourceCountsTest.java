package io.hsicflow.operators.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.operators.clock.ManualClock;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // harnesses throw what they like on closing
class SourceCountsTest {

  private static final long DAY = SourceCounts.SILENCE.toMillis();

  private final ManualClock clock = new ManualClock();

  @Test
  void imagesAreCountedByTheirSource() throws Exception {
    try (CountedStream stream = new CountedStream(10)) {
      stream.open();
      stream.take("belt", "door", "belt", "cam-1");

      assertThat(stream.value("belt", "images")).isEqualTo(2L);
      assertThat(stream.value("door", "images")).isEqualTo(1L);
      assertThat(stream.value("cam_1", "images")).isEqualTo(1L);
      assertThat(stream.value("other", "images")).isNull();
      assertThat(stream.metered("belt")).isEqualTo(2);
    }
  }

  @Test
  void theAgeOfASilentSourceGrowsByTheClock() throws Exception {
    try (CountedStream stream = new CountedStream(10)) {
      stream.open();
      stream.take("belt", clock.millis() - 7_000);
      stream.take("door", Long.MAX_VALUE);
      clock.advanceMillis(90_000);
      stream.take("door", Long.MIN_VALUE);

      assertThat(stream.value("belt", "seenAgeSeconds")).isEqualTo(90L);
      assertThat(stream.value("belt", "capturedAgeSeconds")).isEqualTo(97L);
      assertThat(stream.value("door", "seenAgeSeconds")).isEqualTo(0L);
      assertThat((long) stream.value("door", "capturedAgeSeconds")).isPositive();
      stream.take("door", Long.MAX_VALUE);
      assertThat(stream.value("door", "capturedAgeSeconds")).isEqualTo(0L);
    }
  }

  @Test
  void countsAndAgesGoOnAfterARestoreAndRatesBeginAnew() throws Exception {
    OperatorSubtaskState state;
    try (CountedStream stream = new CountedStream(2)) {
      stream.open();
      stream.take("cam-1", "cam.1", "door", "door");
      state = stream.snapshot(1, 1);
    }
    clock.advanceMillis(60_000);
    try (CountedStream stream = new CountedStream(2)) {
      stream.initializeState(state);
      stream.open();
      stream.take("cam.1", "cam.1", "door");

      String second =
          stream.metrics.metrics().keySet().stream()
              .filter(name -> name.matches("source\\.cam_1_[0-9a-f]{8}\\.images"))
              .findFirst()
              .orElseThrow();
      assertThat(stream.metrics.value(second)).isEqualTo(3L);
      assertThat(stream.value("cam_1", "images")).isEqualTo(1L);
      assertThat(stream.value("cam_1", "seenAgeSeconds")).isEqualTo(60L);
      assertThat(stream.value("other", "images")).isEqualTo(3L);
      assertThat(stream.metered("other")).isEqualTo(1);
    }
  }

  @Test
  void sourcesBeyondTheBoundAreCountedTogetherHoweverMany() throws Exception {
    try (CountedStream stream = new CountedStream(3)) {
      stream.open();
      stream.take("a", "b", "c");
      for (int number = 0; number < 1_000; number++) {
        stream.take("stranger " + number);
      }
      stream.take("a");

      assertThat(stream.metrics.metrics()).hasSize(4 * (3 + 1));
      assertThat(stream.value("a", "images")).isEqualTo(2L);
      assertThat(stream.value("other", "images")).isEqualTo(1_000L);
    }
  }

  @Test
  void ofNoneCountedApartAllAreCountedTogether() throws Exception {
    try (CountedStream stream = new CountedStream(0)) {
      stream.open();
      stream.take("a", "other", "a");

      assertThat(stream.value("other", "images")).isEqualTo(3L);
    }
  }

  @Test
  void aSourceThatWasSilentForADayMakesRoomWhereTheBoundPresses() throws Exception {
    try (CountedStream stream = new CountedStream(2)) {
      stream.open();
      stream.take("old", "old", "daily");
      clock.advanceMillis(DAY - 1);
      stream.take("daily", "new");
      assertThat(stream.value("other", "images")).as("nobody was silent for a day").isEqualTo(1L);
      clock.advanceMillis(1);
      stream.take("new", "newer");

      assertThat(stream.value("new", "images")).isEqualTo(1L);
      assertThat(stream.value("daily", "images")).isEqualTo(2L);
      assertThat(stream.value("other", "images")).as("with what the old one sent").isEqualTo(4L);
    }
  }

  @Test
  void aSourceThatIsSilentStaysWhereThereIsRoom() throws Exception {
    try (CountedStream stream = new CountedStream(3)) {
      stream.open();
      stream.take("old", "daily");
      clock.advanceMillis(3 * DAY);
      stream.take("new", "daily");

      assertThat(stream.value("old", "images")).isEqualTo(1L);
      assertThat(stream.value("old", "seenAgeSeconds")).isEqualTo(3 * DAY / 1000);
    }
  }

  @Test
  void aSourceThatComesBackHasMetricsAgain() throws Exception {
    MetricGroup group = UnregisteredMetricGroups.createUnregisteredOperatorMetricGroup();
    try (CountedStream stream = new CountedStream(1, group)) {
      stream.open();
      List<MetricGroup> open = new ArrayList<>();
      for (String source : new String[] {"cam-1", "belt", "cam.1", "belt"}) {
        stream.take(source);
        MetricGroup itsMetrics = group.addGroup("source", source.replaceAll("\\W", "_"));
        assertThat(((AbstractMetricGroup<?>) itsMetrics).isClosed()).as(source).isFalse();
        open.add(itsMetrics);
        clock.advanceMillis(DAY);
      }
      assertThat(open).doesNotHaveDuplicates();
    }
  }

  @Test
  void anotherBoundAtTheRestoreKeepsTheLatestSources() throws Exception {
    OperatorSubtaskState state;
    try (CountedStream stream = new CountedStream(3)) {
      stream.open();
      for (String source : new String[] {"b", "c", "a"}) {
        clock.advanceMillis(1);
        stream.take(source);
      }
      state = stream.snapshot(1, 1);
    }
    try (CountedStream stream = new CountedStream(2)) {
      stream.initializeState(state);
      stream.open();

      assertThat(stream.value("a", "images")).isEqualTo(1L);
      assertThat(stream.value("b", "images")).isNull();
      assertThat(stream.value("c", "images")).isEqualTo(1L);
      assertThat(stream.value("other", "images")).isEqualTo(1L);
    }
  }
}
