package io.hsicflow.operators.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import io.hsicflow.schemas.record.SourceImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.metrics.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinRedundancyTest {

  private static final int SIDE = 16;
  private static final int SCENES = 12;

  @Test
  void oneOfEveryBurstOfNearDuplicatesIsHeld() throws Exception {
    ReplayedStream stream =
        new ReplayedStream(3, "policy=min-redundancy", "images=" + SCENES, "places=1");
    for (int scene = 0; scene < SCENES; scene++) {
      // The later, the longer: the last two scenes have half of all images.
      for (int shot = 0; shot < 4 << scene / 2; shot++) {
        stream.take(shot(scene, shot, 6));
      }
    }

    assertThat(stream.held())
        .extracting(image -> image.offset() / 1_000)
        .containsExactlyElementsOf(LongStream.range(0, SCENES).boxed().toList());
  }

  /**
   * A shot that meets with another of its scene replaces one of them. With n of 64 held and 32
   * drawn, (1 - n / 64)^32 meet with none: for n = 30 that is one of 6 * 10^8.
   */
  @Test
  void aBurstIsHeldToAFewWhereMoreAreHeldThanAreCompared() throws Exception {
    ReplayedStream stream =
        new ReplayedStream(3, "policy=min-redundancy", "images=64", "places=1", "candidates=32");
    for (int scene = 0; scene < 64; scene++) {
      stream.take(shot(scene, 0, 6));
    }
    for (int shot = 1; shot < 900; shot++) {
      stream.take(shot(63, shot, 6));
    }

    assertThat(stream.held()).filteredOn(image -> image.offset() >= 63_000).hasSizeBetween(1, 30);
  }

  @Test
  void theOlderOneOfTheClosestPairGoes() throws Exception {
    int capacity = 10;
    ReplayedStream stream =
        new ReplayedStream(3, "policy=min-redundancy", "images=" + capacity, "places=1");
    Descriptors descriptors = new Descriptors();
    short[] all = new short[300 * Descriptors.LENGTH];
    List<Integer> held = new ArrayList<>();
    for (int number = 0; number < 300; number++) {
      // A walk through seven scenes, back and forth, with noise of several strengths.
      SourceImage image = shot(number * number % 7, number, 1 + number % 90);
      Descriptors.read(descriptors.of(image), all, number * Descriptors.LENGTH);
      held.add(number);
      if (held.size() > capacity) {
        held.remove(Integer.valueOf(olderOfTheClosest(held, all)));
      }
      stream.take(at(number, image));
    }

    assertThat(stream.heldOffsets())
        .containsExactlyElementsOf(held.stream().map(Integer::longValue).toList());
  }

  @Test
  void anImageIsAsNewAsItIsUnlikeWhatIsHeld() throws Exception {
    ReplayedStream stream = new ReplayedStream(3, "policy=min-redundancy", "images=8", "places=1");
    Histogram novelty = stream.counters.novelty();
    stream.take(shot(0, 0, 6));
    assertThat(novelty.getCount()).as("there is nothing to compare the first with").isZero();

    stream.take(shot(0, 1, 6));
    assertThat(novelty.getStatistics().getMax()).isLessThan(50);
    stream.take(at(2, shot(0, 0, 6)));
    assertThat(novelty.getStatistics().getMin()).isZero();
    stream.take(shot(1, 0, 6));
    assertThat(novelty.getStatistics().getMax()).isBetween(500L, 2_000L);
    assertThat(novelty.getCount()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fifo", "reservoir", "repeat"})
  void whereImagesAreNotComparedThereIsNoNovelty(String policy) throws Exception {
    ReplayedStream stream = new ReplayedStream(3, "policy=" + policy, "images=8");
    stream.take(0, 40);

    assertThat(stream.counters.novelty().getCount()).isZero();
  }

  private static int olderOfTheClosest(List<Integer> held, short[] all) {
    int older = -1;
    int largest = Integer.MIN_VALUE;
    for (int a : held) {
      for (int b : held) {
        int similarity =
            Descriptors.similarity(all, a * Descriptors.LENGTH, b * Descriptors.LENGTH);
        if (a < b && similarity > largest) {
          largest = similarity;
          older = a;
        }
      }
    }
    return older;
  }

  @Test
  void picturesThatDifferInLightAreAlikeAndOthersAreNot() {
    Descriptors descriptors = new Descriptors();
    short[] all = new short[4 * Descriptors.LENGTH];
    Descriptors.read(descriptors.of(shot(0, 0, 0)), all, 0);
    Descriptors.read(descriptors.of(brighter(shot(0, 0, 0))), all, Descriptors.LENGTH);
    Descriptors.read(descriptors.of(shot(1, 0, 0)), all, 2 * Descriptors.LENGTH);

    assertThat(Descriptors.similarity(all, 0, 0) / Descriptors.ONE).isBetween(0.999, 1.001);
    assertThat(Descriptors.similarity(all, 0, Descriptors.LENGTH) / Descriptors.ONE)
        .isGreaterThan(0.95);
    assertThat(Descriptors.similarity(all, 0, 2 * Descriptors.LENGTH) / Descriptors.ONE)
        .isLessThan(0.5);
  }

  @Test
  void darkFramesAreAlikeWhateverTheirNoise() {
    Descriptors descriptors = new Descriptors();
    short[] all = new short[2 * Descriptors.LENGTH];
    Descriptors.read(descriptors.of(dark(1)), all, 0);
    Descriptors.read(descriptors.of(dark(2)), all, Descriptors.LENGTH);

    assertThat(Descriptors.similarity(all, 0, Descriptors.LENGTH) / Descriptors.ONE)
        .isGreaterThan(0.95);
  }

  @Test
  void picturesOfAFewPixelsHaveADescriptorToo() {
    Descriptors descriptors = new Descriptors();
    short[] all = new short[2 * Descriptors.LENGTH];
    Descriptors.read(descriptors.of(ReplayedStream.image("camera", 77, 1)), all, 0);
    Descriptors.read(descriptors.of(ReplayedStream.image("camera", 77, 9)), all, 193);

    assertThat(Descriptors.similarity(all, 0, 0) / Descriptors.ONE).isBetween(0.999, 1.001);
    assertThat(Descriptors.similarity(all, 193, 193) / Descriptors.ONE).isBetween(0.999, 1.001);
  }

  /** A scene of 4 x 4 fields with noise of so many grey levels. */
  private static SourceImage shot(int scene, int shot, int noise) {
    byte[] rgb = new byte[3 * SIDE * SIDE];
    CounterRandom grain = CounterRandom.at(5, Purpose.TEST, scene, 1 + shot);
    for (int i = 0; i < rgb.length; i++) {
      int field = i / 3 / SIDE / 4 * 4 + i / 3 % SIDE / 4;
      CounterRandom colours = CounterRandom.at(5, Purpose.TEST, scene, 0);
      int value = 0;
      for (int draw = 0; draw <= 3 * field + i % 3; draw++) {
        value = 20 + colours.nextInt(180);
      }
      rgb[i] = (byte) (value + (noise == 0 ? 0 : grain.nextInt(noise)));
    }
    return picture(1_000L * scene + shot, rgb);
  }

  private static SourceImage at(int offset, SourceImage image) {
    return picture(offset, image.rgb());
  }

  private static SourceImage brighter(SourceImage image) {
    byte[] rgb = image.rgb().clone();
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (30 + (rgb[i] & 0xFF));
    }
    return picture(image.offset(), rgb);
  }

  private static SourceImage dark(int shot) {
    byte[] rgb = new byte[3 * SIDE * SIDE];
    CounterRandom grain = CounterRandom.at(5, Purpose.TEST, 99, shot);
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) grain.nextInt(8);
    }
    return picture(shot, rgb);
  }

  private static SourceImage picture(long offset, byte[] rgb) {
    return new SourceImage(
        "images", 0, offset, "id" + offset, "camera", offset, null, SIDE, SIDE, rgb);
  }
}
