package io.hsicflow.operators.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.schemas.record.SourceImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {

  private static final int BATCH = ReplayedStream.BATCH;

  @ParameterizedTest
  @ValueSource(strings = {"fifo", "reservoir", "min-redundancy", "repeat"})
  void everyFreshImageHasItsPlaceOnceInOrderAndNoStepHasAnImageTwice(String policy)
      throws Exception {
    ReplayedStream stream =
        new ReplayedStream(ReplayedStream.SEED, "policy=" + policy, "images=12", "places=3.7");
    stream.take(0, 400);

    Set<Long> seen = new HashSet<>();
    List<Long> first = stream.places.stream().map(SourceImage::offset).filter(seen::add).toList();
    assertThat(first).containsExactlyElementsOf(LongStream.range(0, 400).boxed().toList());
    assertThat(stream.replayed()).hasSize((int) stream.counters.replayed().getCount());
    assertThat(stream.counters.replayed().getCount() + stream.counters.ungiven().getCount())
        .isEqualTo(policy.equals("repeat") ? 8 * 135 : 1_080);
    assertNoStepHasAnImageTwice(stream);
  }

  private static void assertNoStepHasAnImageTwice(ReplayedStream stream) {
    for (int step = 0; (step + 1) * BATCH <= stream.places.size(); step++) {
      assertThat(stream.places.subList(step * BATCH, (step + 1) * BATCH))
          .as("step %d", step)
          .extracting(SourceImage::offset)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void noStepHasAnImageTwiceWhereABatchThatIsRepeatedIsNotHeldWhole() throws Exception {
    ReplayedStream stream = new ReplayedStream(ReplayedStream.SEED, "policy=fifo", "places=1");
    stream.take(0, 5);
    stream.replay().snapshot();
    // The first batch has begun under another policy, and of the later ones 6 images of 8 fit.
    stream.open(ReplayedStream.SEED, "policy=repeat", "places=3", "max-bytes=18b");
    stream.take(5, 200);

    assertNoStepHasAnImageTwice(stream);
    assertThat(stream.counters.replayed().getCount()).isGreaterThan(25 * 6 - 8);
    assertThat(stream.counters.replayed().getCount() + stream.counters.ungiven().getCount())
        .isEqualTo(2L * 200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fifo", "reservoir", "min-redundancy"})
  void stepsWithoutAFreshImageLeaveWhatIsReplayedBesideFreshOnesAsItIs(String policy)
      throws Exception {
    String[] options = {"policy=" + policy, "images=40", "places=2", "min-images=20"};
    ReplayedStream calm = new ReplayedStream(ReplayedStream.SEED, options);
    ReplayedStream filled = new ReplayedStream(ReplayedStream.SEED, options);
    List<SourceImage> asked = new ArrayList<>();
    List<SourceImage> unasked = new ArrayList<>();
    for (int offset = 0; offset < 200; offset++) {
      calm.take(offset, offset + 1);
      int before = filled.places.size();
      filled.take(offset, offset + 1);
      asked.addAll(filled.places.subList(before, filled.places.size()));
      if (offset >= 20 && filled.places.size() % BATCH == 0) {
        List<SourceImage> step = new ArrayList<>();
        assertThat(filled.replay().replay(filled.places.size(), BATCH, step::add)).isEqualTo(BATCH);
        assertThat(step).extracting(SourceImage::offset).doesNotHaveDuplicates();
        filled.places.addAll(step);
        unasked.addAll(step);
      }
    }

    assertThat(asked).extracting(SourceImage::offset).isEqualTo(offsets(calm.places));
    assertThat(filled.counters.replayed().getCount())
        .isEqualTo(calm.counters.replayed().getCount() + unasked.size());
    assertThat(new HashSet<>(offsets(unasked))).hasSizeGreaterThan(50);
  }

  private static List<Long> offsets(List<SourceImage> images) {
    return images.stream().map(SourceImage::offset).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fifo", "repeat"})
  void withoutAFreshImagePlacesAreGivenWhileDifferentImagesLast(String policy) throws Exception {
    ReplayedStream stream =
        new ReplayedStream(
            ReplayedStream.SEED, "policy=" + policy, "images=5", "places=1", "min-images=4");
    stream.take(0, 3);
    assertThat(stream.replay().replay(8, BATCH, stream.places::add)).as("too few").isZero();
    stream.take(3, BATCH);
    List<SourceImage> step = new ArrayList<>();

    int given = stream.replay().replay(16, BATCH, step::add);

    assertThat(given).isEqualTo(policy.equals("fifo") ? 5 : 0).isEqualTo(step.size());
    assertThat(step).extracting(SourceImage::offset).doesNotHaveDuplicates();
  }

  @Test
  void firstInFirstOutHoldsTheLatest() throws Exception {
    ReplayedStream stream =
        new ReplayedStream(ReplayedStream.SEED, "policy=fifo", "images=10", "places=2");
    for (int offset = 0; offset < 300; offset++) {
      int before = stream.places.size();
      stream.take(offset, offset + 1);
      long now = offset;
      assertThat(stream.places.subList(before + 1, stream.places.size()))
          .allMatch(image -> image.offset() >= now - 10 && image.offset() < now);
    }

    assertThat(stream.heldOffsets())
        .containsExactlyElementsOf(LongStream.range(290, 300).boxed().toList());
    assertThat(stream.counters.evicted().getCount()).isEqualTo(290);
    assertThat(new HashSet<>(stream.replayed().stream().map(SourceImage::offset).toList()))
        .as("the images that were replayed")
        .hasSizeGreaterThan(150);
  }

  @Test
  void drawsAreSpreadEvenlyOverWhatIsHeld() throws Exception {
    ReplayedStream stream =
        new ReplayedStream(ReplayedStream.SEED, "policy=fifo", "images=1000", "places=2");
    stream.take(0, 1_000);
    int[] quarters = new int[4];
    int draws = 20_000;
    for (int offset = 1_000; offset < 1_000 + draws; offset++) {
      stream.take(offset, offset + 1);
      SourceImage drawn = stream.places.get(stream.places.size() - 1);
      quarters[(int) (offset - 1 - drawn.offset()) / 250]++;
    }

    // Hoeffding's inequality, one in 10^6; images of the step under way, at most 8, are left out.
    double bound = Math.sqrt(Math.log(8e6) / 2 / draws) + 8.0 / 1_000;
    assertThat(IntStream.of(quarters).boxed())
        .allSatisfy(count -> assertThat(count / (double) draws).isCloseTo(0.25, within(bound)));
  }

  @Test
  void theBufferKeepsItsBoundOfBytes() throws Exception {
    ReplayedStream stream =
        new ReplayedStream(ReplayedStream.SEED, "policy=fifo", "max-bytes=31b", "places=1");
    stream.take(0, 30);
    assertThat(stream.heldOffsets()).hasSize(10);
    assertThat(stream.replay().bytes()).isEqualTo(30);

    stream.take(ReplayedStream.image("camera", 30, 8));
    assertThat(stream.heldOffsets()).containsExactly(28L, 29L, 30L);
    assertThat(stream.replay().bytes()).isEqualTo(30);

    stream.take(ReplayedStream.image("camera", 31, 11));
    assertThat(stream.heldOffsets()).as("one that never fits").containsExactly(28L, 29L, 30L);
  }

  @Test
  void partsOfPlacesAddUp() throws Exception {
    ReplayedStream stream =
        new ReplayedStream(ReplayedStream.SEED, "policy=fifo", "images=100", "places=1.25");
    stream.take(0, 40);

    assertThat(stream.counters.ungiven().getCount())
        .as("the first step holds no image that may have a second place")
        .isEqualTo(1);
    Set<Long> seen = new HashSet<>();
    List<Integer> again = new ArrayList<>();
    for (int place = 0; place < stream.places.size(); place++) {
      if (!seen.add(stream.places.get(place).offset())) {
        again.add(place);
      }
    }
    assertThat(again).containsExactly(8, 13, 18, 23, 28, 33, 38, 43, 48);
  }

  @Test
  void nothingIsReplayedBeforeEnoughIsHeldAndNothingIsMadeUpFor() throws Exception {
    ReplayedStream stream =
        new ReplayedStream(
            ReplayedStream.SEED, "policy=fifo", "images=100", "places=2", "min-images=20");
    stream.take(0, 20);
    assertThat(stream.places).hasSize(20);
    assertThat(stream.counters.ungiven().getCount()).isEqualTo(20);

    stream.take(20, 30);
    assertThat(stream.places).hasSize(40);
  }

  @Test
  void pixelsAreReadOnlyWhenAnImageIsDrawn() throws Exception {
    ReplayedStream stream =
        new ReplayedStream(ReplayedStream.SEED, "policy=min-redundancy", "images=20", "places=2");
    stream.take(0, 200);

    assertThat(stream.reads.images()).isEqualTo((int) stream.counters.replayed().getCount());
  }

  @ParameterizedTest
  @ValueSource(strings = {"fifo", "reservoir", "min-redundancy"})
  void aSourceThatSendsMostDoesNotOwnTheBuffer(String policy) throws Exception {
    ReplayedStream stream =
        new ReplayedStream(
            ReplayedStream.SEED, "policy=" + policy, "images=30", "places=2", "fair-sources=true");
    int sent = 6_000;
    for (int offset = 0; offset < sent; offset++) {
      String source = offset % 60 == 20 ? "door" : offset % 60 == 40 ? "gate" : "belt";
      stream.take(ReplayedStream.image(source, offset, 1));
    }

    assertThat(stream.held()).extracting(SourceImage::source).hasSize(30);
    for (String source : List.of("belt", "door", "gate")) {
      assertThat(stream.held()).filteredOn(image -> image.source().equals(source)).hasSize(10);
      List<SourceImage> late =
          stream.replayed().subList(stream.replayed().size() - 3_000, stream.replayed().size());
      double share =
          late.stream().filter(image -> image.source().equals(source)).count()
              / (double) late.size();
      // Hoeffding's inequality, three sources, one in 10^6.
      assertThat(share).as(source).isCloseTo(1 / 3.0, within(Math.sqrt(Math.log(6e6) / 6_000)));
    }
  }

  @Test
  void bytesOfASourceAreBoundedAsItsImagesAre() throws Exception {
    ReplayedStream stream =
        new ReplayedStream(
            ReplayedStream.SEED, "policy=fifo", "max-bytes=600b", "fair-sources=true");
    for (int offset = 0; offset < 400; offset++) {
      boolean large = offset % 2 == 0;
      stream.take(ReplayedStream.image(large ? "large" : "small", offset, large ? 10 : 1));
    }

    assertThat(stream.held()).filteredOn(image -> image.source().equals("small")).hasSize(100);
    assertThat(stream.held()).filteredOn(image -> image.source().equals("large")).hasSize(10);
  }

  @Test
  void sourcesWithoutEndShareWhatIsBeyondTheBound() throws Exception {
    int sources = 3 * Shelves.MOST_SOURCES;
    SlotTable table = new SlotTable();
    Shelves shelves = new Shelves(table, true);
    for (int i = 0; i < sources; i++) {
      Shelf shelf = shelves.open(shelves.nameFor("source " + i));
      shelves.add(shelf, table.take(i, 1, 0));
    }

    assertThat(shelves.count()).isEqualTo(Shelves.MOST_SOURCES + 1);
    assertThat(shelves.find(Shelves.SHARED).size()).isEqualTo(sources - Shelves.MOST_SOURCES);
  }

  @Test
  void imagesThatAreTooOldAreNotReplayed() throws Exception {
    ReplayedStream stream =
        new ReplayedStream(
            ReplayedStream.SEED, "policy=fifo", "images=500", "places=3", "max-age=200s");
    for (int offset = 0; offset < 2_000; offset++) {
      int before = stream.places.size();
      stream.take(offset, offset + 1);
      // The present is the median of the last 101 images, one a second.
      long oldest = offset - 50 - 200;
      assertThat(stream.places.subList(before + 1, stream.places.size()))
          .allMatch(image -> image.offset() >= oldest);
    }
    assertThat(stream.counters.ungiven().getCount()).isLessThan(100);
  }

  @Test
  void recordsFromTheFutureAgeNoOthersAndAgeThemselvesAfterTheyCame() throws Exception {
    ReplayedStream stream =
        new ReplayedStream(
            ReplayedStream.SEED, "policy=reservoir", "images=500", "places=3", "max-age=1000s");
    for (int offset = 0; offset < 2_000; offset++) {
      long capturedAt = offset < 200 && offset % 3 == 0 ? Long.MAX_VALUE : 1000L * offset;
      stream.take(ReplayedStream.image("camera", offset, capturedAt, 1));
      if (offset == 300) {
        assertThat(stream.counters.evicted().getCount()).isZero();
      }
    }

    List<SourceImage> late =
        stream.places.subList(stream.places.size() - 1_000, stream.places.size());
    assertThat(late).allMatch(image -> image.offset() >= 500);
  }

  @Test
  void anotherPolicyBeginsWithNothingHeld() throws Exception {
    ReplayedStream stream =
        new ReplayedStream(ReplayedStream.SEED, "policy=fifo", "images=10", "places=2");
    stream.take(0, 50);
    stream.replay().snapshot();

    stream.open(ReplayedStream.SEED, "policy=reservoir", "images=10", "places=2");

    assertThat(stream.heldOffsets()).isEmpty();
    assertThat(stream.replay().images()).isZero();
    stream.take(50, 60);
    assertThat(stream.heldOffsets()).hasSize(10).allMatch(offset -> offset >= 50);
  }

  @Test
  void narrowerBoundsAreKeptFromTheRestoreOn() throws Exception {
    ReplayedStream stream =
        new ReplayedStream(ReplayedStream.SEED, "policy=fifo", "images=10", "places=2");
    stream.take(0, 50);
    stream.replay().snapshot();

    stream.open(ReplayedStream.SEED, "policy=fifo", "images=4", "places=2");

    assertThat(stream.heldOffsets()).containsExactly(46L, 47L, 48L, 49L);
  }

  @Test
  void sourcesMayShareFairlyFromARestoreOnAndNoLonger() throws Exception {
    ReplayedStream stream =
        new ReplayedStream(ReplayedStream.SEED, "policy=fifo", "images=9", "places=2");
    for (int offset = 0; offset < 90; offset++) {
      stream.take(ReplayedStream.image(offset % 9 == 0 ? "door" : "belt", offset, 1));
    }
    stream.replay().snapshot();
    stream.open(ReplayedStream.SEED, "policy=fifo", "images=9", "places=2", "fair-sources=true");
    for (int offset = 90; offset < 900; offset++) {
      stream.take(ReplayedStream.image(offset % 9 == 0 ? "door" : "belt", offset, 1));
    }
    assertThat(stream.held())
        .filteredOn(image -> image.source().equals("door"))
        .hasSizeBetween(4, 5);

    stream.replay().snapshot();
    stream.open(ReplayedStream.SEED, "policy=fifo", "images=9", "places=2");
    stream.take(900, 909);
    assertThat(stream.heldOffsets())
        .containsExactlyElementsOf(LongStream.range(900, 909).boxed().toList());
  }

  @Test
  void aRepeatedBatchComesAgainInItsOrder() throws Exception {
    ReplayedStream stream = new ReplayedStream(ReplayedStream.SEED, "policy=repeat", "places=2.5");
    stream.take(0, 3 * BATCH);

    List<Long> first = LongStream.range(0, BATCH).boxed().toList();
    List<Long> second = LongStream.range(BATCH, 2 * BATCH).boxed().toList();
    List<Long> third = LongStream.range(2 * BATCH, 3 * BATCH).boxed().toList();
    assertThat(stream.places.stream().map(SourceImage::offset).toList())
        .isEqualTo(
            Stream.of(first, first, second, second, second, third, third)
                .flatMap(List::stream)
                .toList());
    assertThat(stream.heldOffsets()).isEmpty();
  }

  @Test
  void whatCannotBeIsRefusedWithASentence() {
    assertThatThrownBy(() -> ReplayedStream.policy(0, "policy=fifo", "places=0.5"))
        .hasMessageContaining(
            "replay.places is 0.5, but it must be 1, the fresh image alone, to 1000.");
    assertThatThrownBy(() -> ReplayedStream.policy(0, "policy=fifo", "images=0"))
        .hasMessageContaining("replay.images is 0");
    assertThatThrownBy(() -> ReplayedStream.policy(0, "policy=min-redundancy", "images=12000000"))
        .hasMessage("replay.images is 12000000, but min-redundancy compares at most 11126857.");
    assertThatThrownBy(() -> ReplayedStream.policy(0, "policy=fifo", "images=8", "min-images=9"))
        .hasMessage("replay.min-images is 9, but it must be 1 to replay.images = 8.");
    assertThatThrownBy(() -> ReplayedStream.policy(0, "policy=min-redundancy", "candidates=0"))
        .hasMessageContaining("replay.candidates is 0");
    assertThatThrownBy(() -> ReplayedStream.policy(0, "policy=fifo", "places=NaN"))
        .hasMessageContaining("replay.places is NaN");
  }
}
