package io.hsicflow.pipeline.experiment;

import io.hsicflow.model.image.DecodedPixels;
import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import io.hsicflow.operators.replay.ReplayKind;
import io.hsicflow.operators.replay.ReplayOptions;
import io.hsicflow.operators.replay.StandaloneReplay;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.pipeline.demo.ShuffledPasses;
import io.hsicflow.schemas.record.SourceImage;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;

/**
 * Which images of a stream the arms train on, place by place, over one pass. Nothing of it depends
 * on what is learned, so that all of it is known before the first step.
 *
 * @param byArm numbers of images of the stream, as many for every arm: whole steps
 * @param steps of every arm
 */
record TrainingPlaces(Map<Arm, int[]> byArm, int steps) {

  /**
   * Lets every arm take its places: the policies by the classes that a job has, the shuffled arm by
   * {@code k} passes, each in a random order of its own. A step has no image twice in any of them.
   *
   * <p>In its first step a buffer has nothing to replay that has not a place in it, and no policy
   * makes up for such places. All arms therefore end at the last whole step that the shortest has.
   *
   * @param options of a job: batch, seed and {@code replay.candidates}
   * @param k places for each image
   * @param buffer images that are held
   */
  static TrainingPlaces of(ImageStream stream, Configuration options, int k, int buffer)
      throws Exception {
    int batch = options.get(LearnerOptions.BATCH);
    long seed = options.get(LearnerOptions.SEED);
    Map<Arm, int[]> all = new EnumMap<>(Arm.class);
    int shortest = Integer.MAX_VALUE;
    for (Arm arm : Arm.values()) {
      int[] places =
          arm.policy().isPresent()
              ? replayed(stream, arm.policy().get(), options, k, buffer)
              : shuffled(stream.images().size(), k, seed);
      all.put(arm, places);
      shortest = Math.min(shortest, places.length);
    }
    int steps = shortest / batch;
    all.replaceAll((arm, places) -> Arrays.copyOf(places, steps * batch));
    return new TrainingPlaces(all, steps);
  }

  private static int[] replayed(
      ImageStream stream, ReplayKind policy, Configuration options, int k, int buffer)
      throws Exception {
    Configuration replay = new Configuration(options);
    replay.set(ReplayOptions.POLICY, policy);
    replay.set(ReplayOptions.IMAGES, buffer);
    replay.set(ReplayOptions.MAX_BYTES, MemorySize.MAX_VALUE);
    replay.set(ReplayOptions.PLACES, (double) k);
    StandaloneReplay replaying =
        new StandaloneReplay(
            ReplayOptions.policy(replay, options.get(LearnerOptions.SEED)),
            options.get(LearnerOptions.BATCH));
    Places places = new Places(Math.multiplyExact(k, stream.images().size()));
    for (int number = 0; number < stream.images().size(); number++) {
      replaying.onFresh(
          record(stream.images().get(number), number), image -> places.add((int) image.offset()));
    }
    return places.taken();
  }

  private static SourceImage record(DecodedPixels image, int number) {
    return new SourceImage(
        "stream",
        0,
        number,
        "",
        "stream",
        number,
        null,
        image.width(),
        image.height(),
        image.rgb());
  }

  private static int[] shuffled(int images, int k, long seed) {
    int[] places = new int[Math.multiplyExact(k, images)];
    int[] order = new int[images];
    for (int pass = 0; pass < k; pass++) {
      ShuffledPasses.permute(
          CounterRandom.at(seed, Purpose.STREAM, pass, DrawKind.SHUFFLED.stream()), order);
      System.arraycopy(order, 0, places, pass * images, images);
    }
    return places;
  }

  /** Places that are taken one after the other. */
  private static final class Places {
    private final int[] images;
    private int count;

    Places(int most) {
      images = new int[most];
    }

    void add(int image) {
      images[count++] = image;
    }

    int[] taken() {
      return Arrays.copyOf(images, count);
    }
  }
}
