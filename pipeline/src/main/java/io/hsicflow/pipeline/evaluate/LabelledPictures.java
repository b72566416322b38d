package io.hsicflow.pipeline.evaluate;

import io.hsicflow.operators.clock.Clock;
import io.hsicflow.operators.clock.SystemClock;
import io.hsicflow.operators.evaluator.ProbeSplit;
import io.hsicflow.operators.gate.GatedRecords;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.embed.DataSetImages;
import io.hsicflow.schemas.format.ImageRecord;
import io.hsicflow.schemas.record.RawRecord;
import io.hsicflow.schemas.record.SourceImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;

/**
 * A labelled data set, decoded.
 *
 * @param pictures the decoded pictures
 * @param classes how many classes there are
 * @param train what is learned from
 * @param test what is classified
 * @param heldOut which those are
 * @param refused images that could not be decoded
 * @param unlabelled images without a class, which were left out
 * @param digest SHA-256, in hexadecimal, of all that training depends on: ids, classes, parts and
 *     pixels
 */
record LabelledPictures(
    PictureFile pictures,
    int classes,
    PicturePart train,
    PicturePart test,
    HeldOut heldOut,
    long refused,
    long unlabelled,
    String digest)
    implements AutoCloseable {

  /**
   * Decodes all images that have a class and that the gate lets in.
   *
   * @param size side of the encoder's input in pixels
   * @param clock of the lines; the gate's watch goes by the system's
   * @param lines is told every few seconds and at the end how far it is
   */
  static LabelledPictures read(
      Configuration settings, Path data, int size, Clock clock, Consumer<String> lines)
      throws IOException {
    PictureFile pictures = PictureFile.create();
    try (DataSetImages images = DataSetImages.open(settings, data)) {
      ReadingLines progress = new ReadingLines("read", images.total(), clock, lines);
      Taker taker = new Taker(pictures, progress);
      new GatedRecords(settings, images.format(), new SystemClock())
          .readTo(images, taker, size, taker::read);
      progress.tell();
      return taker.parted();
    } catch (UncheckedIOException e) {
      pictures.close();
      throw e.getCause();
    } catch (InterruptedException e) {
      pictures.close();
      Thread.currentThread().interrupt();
      throw new UserException("The reading of " + data + " was interrupted: start again.", e);
    } catch (IOException | RuntimeException e) {
      pictures.close();
      throw e;
    }
  }

  /**
   * What there is to say of the set.
   *
   * @param preprocess how pictures that are classified are brought to the encoder's input
   */
  SetFacts facts(String preprocess) {
    return new SetFacts(
        classes, train.count(), test.count(), heldOut, preprocess, refused, unlabelled);
  }

  @Override
  public void close() throws IOException {
    pictures.close();
  }

  private static final class Taker implements GatedRecords.Taker {
    private final PictureFile pictures;
    private final ReadingLines progress;
    private final SplitCollector<Integer> numbers = new SplitCollector<>();
    private final MessageDigest digest = sha256();
    private long read;
    private long refused;
    private long unlabelled;

    Taker(PictureFile pictures, ReadingLines progress) {
      this.pictures = pictures;
      this.progress = progress;
    }

    void read() {
      progress.read(++read);
    }

    @Override
    public boolean wants(ImageRecord image) {
      unlabelled += image.label() == null ? 1 : 0;
      return image.label() != null;
    }

    @Override
    public void take(ImageRecord image, SourceImage decoded) {
      String split = image.attributes().get(ProbeSplit.ATTRIBUTE);
      try {
        numbers.add(image.id(), image.label(), split, pictures.add(decoded));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      digest.update(
          (image.id() + '\0' + image.label() + '\0' + split + '\0')
              .getBytes(StandardCharsets.UTF_8));
      digest.update(
          ByteBuffer.allocate(2 * Integer.BYTES)
              .putInt(decoded.width())
              .putInt(decoded.height())
              .array());
      digest.update(decoded.rgb());
    }

    @Override
    public void refused(RawRecord record, String code, String message) {
      refused++;
    }

    LabelledPictures parted() {
      return new LabelledPictures(
          pictures,
          numbers.classes().size(),
          PicturePart.of(numbers.part(false)),
          PicturePart.of(numbers.part(true)),
          numbers.heldOut(),
          refused,
          unlabelled,
          HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every Java platform has SHA-256.", e);
      }
    }
  }
}
