package io.hsicflow.pipeline.bench;

import io.hsicflow.connectors.dataset.DatasetImage;
import io.hsicflow.connectors.dataset.DatasetLimits;
import io.hsicflow.connectors.dataset.DatasetReader;
import io.hsicflow.connectors.dataset.Datasets;
import io.hsicflow.model.image.DecodedPixels;
import io.hsicflow.model.image.ImageDecoder;
import io.hsicflow.model.image.ImageRejectedException;
import io.hsicflow.operators.gate.Gate;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.demo.OwnImages;
import io.hsicflow.pipeline.demo.ProbeLabels;
import io.hsicflow.pipeline.demo.ShuffledPasses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;

/**
 * A data set, decoded and held in memory, in its own order. What the gate's decoder refuses is
 * passed over.
 *
 * @param train images to learn from
 * @param classes of these, numbers from 0; {@link #NO_CLASS} where there is no label
 * @param bank those of them that have a label, a random choice of bounded size
 * @param query labelled images that are never learned from: the test part, or, where there is none,
 *     one in ten by the hash of the id
 * @param labels classes of bank and query, numbers as above
 * @param refused images that could not be decoded
 */
public record LearnPictures(
    List<DecodedPixels> train,
    int[] classes,
    List<DecodedPixels> bank,
    List<DecodedPixels> query,
    ProbeLabels labels,
    int refused) {

  /** The class of an image without a label. */
  public static final int NO_CLASS = -1;

  private record Labelled(DecodedPixels picture, String label) {}

  /**
   * Reads and decodes all images; the heap has to hold them.
   *
   * @param options of a job: the gate's decoder, the learner's size and seed
   * @param data what {@code produce} reads
   * @param bank most images of the bank
   * @throws UserException where there are too few, or labels of fewer than two classes
   */
  public static LearnPictures read(Configuration options, Path data, int bank) throws IOException {
    ImageDecoder decoder = Gate.decoder(options, options.get(LearnerOptions.SIZE));
    List<Labelled> train = new ArrayList<>();
    List<Labelled> tenth = new ArrayList<>();
    List<Labelled> test = new ArrayList<>();
    int refused = 0;
    try (DatasetReader reader =
        Datasets.open(data, DatasetLimits.defaults(), OptionalLong.empty())) {
      for (DatasetImage image = reader.next(); image != null; image = reader.next()) {
        List<Labelled> part =
            image.split() == DatasetImage.Split.TEST
                ? test
                : OwnImages.isTenth(image.id()) ? tenth : train;
        try {
          part.add(new Labelled(decoder.decode(image.file()), image.label()));
        } catch (ImageRejectedException e) {
          refused++;
        }
      }
    }
    if (!test.isEmpty()) {
      train.addAll(tenth);
    }
    List<Labelled> query = labelled(test.isEmpty() ? tenth : test);
    TreeSet<String> classes = new TreeSet<>();
    labelled(train).forEach(image -> classes.add(image.label));
    if (classes.size() < 2 || query.isEmpty()) {
      throw new UserException(
          "--data %s has %d images to learn from and %d to keep for the query, with labels of %d classes (%d could not be decoded): give a folder a class, of at least 2 classes, and some images more."
              .formatted(data, train.size(), query.size(), classes.size(), refused));
    }
    List<String> names = List.copyOf(classes);
    return of(
        pictures(train),
        numbers(train, names),
        pictures(query),
        numbers(query, names),
        refused,
        bank,
        options.get(LearnerOptions.SEED));
  }

  /**
   * Draws the bank.
   *
   * @param classes of {@code train}
   * @param queryClasses numbers of the same classes
   * @param bank most images of it
   */
  public static LearnPictures of(
      List<DecodedPixels> train,
      int[] classes,
      List<DecodedPixels> query,
      int[] queryClasses,
      int refused,
      int bank,
      long seed) {
    int[] drawn =
        drawn(IntStream.range(0, classes.length).filter(i -> classes[i] != NO_CLASS), bank, seed);
    return new LearnPictures(
        train,
        classes,
        IntStream.of(drawn).mapToObj(train::get).toList(),
        query,
        new ProbeLabels(IntStream.of(drawn).map(i -> classes[i]).toArray(), queryClasses),
        refused);
  }

  /** The first images of a random order. */
  private static int[] drawn(IntStream images, int most, long seed) {
    int[] all = images.toArray();
    if (all.length <= most) {
      return all;
    }
    ShuffledPasses order = new ShuffledPasses(seed, all.length);
    return IntStream.range(0, most).map(place -> all[order.picture(place)]).toArray();
  }

  private static List<Labelled> labelled(List<Labelled> images) {
    return images.stream().filter(image -> image.label != null).toList();
  }

  private static List<DecodedPixels> pictures(List<Labelled> images) {
    return images.stream().map(Labelled::picture).toList();
  }

  private static int[] numbers(List<Labelled> images, List<String> names) {
    return images.stream().mapToInt(image -> names.indexOf(image.label)).toArray();
  }
}
