package io.hsicflow.pipeline.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.pipeline.bench.LearnPictures;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingPlacesTest {
  private static final int BATCH = 8;
  private static final int IMAGES = 15 * BATCH;
  private static final int K = 3;
  private static final int BUFFER = 24;

  private final LearnPictures data = MadeData.of(6, 30);

  @ParameterizedTest
  @EnumSource(StreamKind.class)
  void everyArmHasAsManyWholeStepsAndNoImageTwiceInOne(StreamKind kind) throws Exception {
    TrainingPlaces places = places(kind, 5);

    // The first step of a buffer has fresh images alone, and misses the replayed ones of two steps.
    assertThat(places.steps()).isBetween(K * 15 - 4, K * 15 - 2);
    assertThat(places.byArm()).containsOnlyKeys(Arm.values());
    places
        .byArm()
        .forEach(
            (arm, images) -> {
              assertThat(images).as(arm.toString()).hasSize(BATCH * places.steps());
              for (int step = 0; step < places.steps(); step++) {
                assertThat(Arrays.copyOfRange(images, step * BATCH, (step + 1) * BATCH))
                    .as("%s, step %d", arm, step)
                    .doesNotHaveDuplicates();
              }
            });
  }

  @Test
  void placesAreAFunctionOfTheStreamAndTheSeed() throws Exception {
    TrainingPlaces one = places(StreamKind.BURSTS, 5);
    TrainingPlaces same = places(StreamKind.BURSTS, 5);
    TrainingPlaces other = places(StreamKind.BURSTS, 6);

    for (Arm arm : Arm.values()) {
      assertThat(same.byArm().get(arm)).as(arm.toString()).isEqualTo(one.byArm().get(arm));
    }
    assertThat(other.byArm().get(Arm.RESERVOIR)).isNotEqualTo(one.byArm().get(Arm.RESERVOIR));
    assertThat(other.byArm().get(Arm.SHUFFLED)).isNotEqualTo(one.byArm().get(Arm.SHUFFLED));
  }

  @Test
  void theShuffledArmHasTheSameImagesPassAfterPassInOtherOrders() throws Exception {
    int[] places = places(StreamKind.ORDERED, 5).byArm().get(Arm.SHUFFLED);
    int[] all = IntStream.range(0, IMAGES).toArray();

    int[] first = Arrays.copyOfRange(places, 0, IMAGES);
    int[] second = Arrays.copyOfRange(places, IMAGES, 2 * IMAGES);
    assertThat(first).containsExactlyInAnyOrder(all).isNotEqualTo(all);
    assertThat(second).containsExactlyInAnyOrder(all).isNotEqualTo(first);
  }

  @Test
  void withoutABufferEachBatchComesKTimesInTheOrderOfTheStream() throws Exception {
    int[] places = places(StreamKind.ORDERED, 5).byArm().get(Arm.NONE);

    for (int place = 0; place < places.length; place++) {
      int batch = place / (K * BATCH);
      assertThat(places[place]).isEqualTo(batch * BATCH + place % BATCH);
    }
  }

  @Test
  void aFifoReplaysTheLatestAndAReservoirAlsoTheFirst() throws Exception {
    TrainingPlaces places = places(StreamKind.ORDERED, 5);
    int[] fifo = lastThird(places, Arm.FIFO);
    int[] reservoir = lastThird(places, Arm.RESERVOIR);

    // What a third of the places brings, and what is held before it.
    assertThat(IntStream.of(fifo).min().orElseThrow()).isGreaterThan(IMAGES / 3);
    assertThat(IntStream.of(reservoir).filter(image -> image < IMAGES / 3).count()).isPositive();
  }

  private static int[] lastThird(TrainingPlaces places, Arm arm) {
    int[] all = places.byArm().get(arm);
    return Arrays.copyOfRange(all, 2 * all.length / 3, all.length);
  }

  private TrainingPlaces places(StreamKind kind, long seed) throws Exception {
    Configuration options = new Configuration();
    options.set(LearnerOptions.BATCH, BATCH);
    options.set(LearnerOptions.SEED, seed);
    return TrainingPlaces.of(kind.stream(data, IMAGES, 5), options, K, BUFFER);
  }
}
