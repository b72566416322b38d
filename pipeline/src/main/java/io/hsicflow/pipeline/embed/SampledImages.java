package io.hsicflow.pipeline.embed;

import io.hsicflow.operators.evaluator.BoundedDraw;
import io.hsicflow.operators.evaluator.IdHash;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.schemas.format.ImageReading;
import io.hsicflow.schemas.format.ImageRecord;
import io.hsicflow.schemas.format.ImageRecordFormat;
import io.hsicflow.schemas.record.RawRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.flink.configuration.Configuration;

/**
 * A bounded part of a data set, the same each time: the images whose ids have the smallest hashes,
 * and where some have a class only those that do. The set is read twice, and what is not drawn is
 * never decoded.
 */
public final class SampledImages implements ImageSet {
  /** The most images of a part: what a report shows of each of them is kept in memory. */
  public static final int MOST = 20_000;

  private static final int LEAST = 2;

  private final DataSetImages images;
  private final Set<String> drawn;
  private final int total;

  private SampledImages(DataSetImages images, Set<String> drawn) {
    this.images = images;
    this.drawn = drawn;
    this.total = drawn.size();
  }

  /**
   * Draws the part.
   *
   * @param most how many images it has at most
   * @throws UserException where that is below 2 or above {@link #MOST}
   * @throws IOException where there is nothing to read, with what would be read
   */
  public static SampledImages draw(Configuration settings, Path data, int most) throws IOException {
    if (most < LEAST) {
      throw new UserException(
          "--images is " + most + ": take at least 2, and a few hundred to see anything.");
    }
    if (most > MOST) {
      throw new UserException(
          String.format(
              Locale.ROOT,
              "--images is %d: take at most %,d, for what is shown of each of them is kept in memory.",
              most,
              MOST));
    }
    BoundedDraw<Boolean> draw = new BoundedDraw<>(most);
    try (DataSetImages all = DataSetImages.open(settings, data)) {
      for (RawRecord record = all.next(); record != null; record = all.next()) {
        if (all.format().read(record) instanceof ImageRecord image) {
          long key = IdHash.of(image.id()).key();
          if (draw.takes(image.id(), image.label(), key)) {
            draw.add(image.id(), image.label(), key, true);
          }
        }
      }
    }
    Set<String> ids = new HashSet<>();
    draw.drawn().forEach(entry -> ids.add(entry.id()));
    return new SampledImages(DataSetImages.open(settings, data), ids);
  }

  @Override
  public RawRecord next() throws IOException {
    for (RawRecord record = images.next(); record != null; record = images.next()) {
      ImageReading reading = format().read(record);
      if (reading instanceof ImageRecord image && drawn.remove(image.id())) {
        return record;
      }
    }
    return null;
  }

  @Override
  public String name() {
    return images.name();
  }

  @Override
  public ImageRecordFormat format() {
    return images.format();
  }

  @Override
  public OptionalLong total() {
    return OptionalLong.of(total);
  }

  @Override
  public long passedOver() {
    return images.passedOver();
  }

  @Override
  public String nameOf(RawRecord record) {
    return images.nameOf(record);
  }

  @Override
  public boolean isTopic() {
    return images.isTopic();
  }

  @Override
  public void close() throws IOException {
    images.close();
  }
}
