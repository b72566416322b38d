package io.hsicflow.pipeline.embed;

import io.hsicflow.connectors.kafka.RecordPlace;
import io.hsicflow.model.augment.Preprocess;
import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BackendSet;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.metrics.Vectors;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.operators.clock.SystemClock;
import io.hsicflow.operators.embedder.EmbedOptions;
import io.hsicflow.operators.embedder.LoadedEncoder;
import io.hsicflow.operators.evaluator.ProbeSplit;
import io.hsicflow.operators.gate.GatedRecords;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.schemas.format.ImageRecord;
import io.hsicflow.schemas.format.RecordReader;
import io.hsicflow.schemas.record.RawRecord;
import io.hsicflow.schemas.record.SourceImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.apache.flink.configuration.Configuration;

/**
 * Embeds sets of images with one snapshot as the embedder does: the gate's limits, the snapshot's
 * preprocessing, single precision. Holds one batch at a time.
 */
public final class EmbeddingPass implements AutoCloseable {
  /** Refused images that are named; there may be any number. */
  private static final int MOST_NAMED = 20;

  private final Configuration settings;
  private final Backend backend;
  private final LoadedEncoder encoder;
  private final int batch;
  private volatile boolean stopped;

  private EmbeddingPass(Configuration settings, Backend backend, LoadedEncoder encoder) {
    this.settings = settings;
    this.backend = backend;
    this.encoder = encoder;
    this.batch = settings.get(EmbedOptions.BATCH);
  }

  /**
   * Loads the encoder.
   *
   * @param settings the gate's limits, {@code embed.preprocess}, {@code embed.batch}, backend and
   *     device; {@code embed.threads} where it is set, else all processors
   * @throws UserException where numbers of the snapshot are not finite, or it is no whole encoder
   */
  public static EmbeddingPass open(Configuration settings, EncoderSnapshot snapshot) {
    if (!snapshot.isFinite()) {
      throw new UserException(
          "The snapshot of step "
              + snapshot.metadata().step()
              + " has numbers that are not finite and embeds nothing: name another.");
    }
    Backend backend =
        BackendSet.onClassPath()
            .open(
                settings.get(LearnerOptions.BACKEND),
                Precision.FLOAT32,
                settings
                    .getOptional(EmbedOptions.THREADS)
                    .orElse(Runtime.getRuntime().availableProcessors()),
                settings.get(LearnerOptions.DEVICE));
    try {
      return new EmbeddingPass(
          settings,
          backend,
          LoadedEncoder.load(
              backend, snapshot, settings.getOptional(EmbedOptions.PREPROCESS).orElse(null)));
    } catch (IllegalArgumentException e) {
      backend.close();
      throw new UserException(e.getMessage(), e);
    }
  }

  /** Takes the embeddings of a batch. */
  @FunctionalInterface
  public interface Receiver {

    /** Whether the image is to be embedded: only then is it decoded, too. */
    default boolean wants(ImageRecord image) {
      return true;
    }

    /**
     * Takes them.
     *
     * @param images in the order of the set
     * @param embeddings one for each, not normalised
     * @param pixels what the encoder saw, {@link #inputSize} squared times 3 bytes each;
     *     overwritten by the next batch
     */
    void take(List<ImageFacts> images, Vectors embeddings, byte[] pixels) throws IOException;
  }

  /** Length of an embedding. */
  public int dimension() {
    return encoder.encoder().dimension();
  }

  /** Side of the pictures that the encoder takes, in pixels. */
  public int inputSize() {
    return encoder.encoder().inputSize();
  }

  /** How pictures are brought to that size, as {@code embed.preprocess} has it. */
  public String preprocessing() {
    return encoder.preprocess().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Lets {@link #run} end before the next image. */
  public void stop() {
    stopped = true;
  }

  /**
   * Embeds all images of a set that the receiver wants and the gate lets in.
   *
   * @param progress is told after every batch how many records were read
   * @throws IOException with a sentence where they cannot be read or taken
   */
  public EmbeddingReport run(ImageSet images, Receiver receiver, LongConsumer progress)
      throws IOException {
    Gathering gathering = new Gathering(images, receiver, progress);
    try {
      new GatedRecords(settings, images.format(), new SystemClock())
          .readTo(new Stoppable(images), gathering, inputSize(), () -> gathering.read++);
      gathering.flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped = true;
    }
    return gathering.report();
  }

  @Override
  public void close() {
    encoder.close();
    backend.close();
  }

  /** Ends where the pass was told to. */
  private final class Stoppable implements RecordReader {
    private final RecordReader records;

    Stoppable(RecordReader records) {
      this.records = records;
    }

    @Override
    public RawRecord next() throws IOException {
      return stopped ? null : records.next();
    }

    @Override
    public void close() throws IOException {
      records.close();
    }
  }

  private final class Gathering implements GatedRecords.Taker {
    private final ImageSet set;
    private final Receiver receiver;
    private final LongConsumer progress;
    private final Preprocess preprocess;
    private final int imageBytes;
    private final byte[] pixels;
    private final List<ImageFacts> facts = new ArrayList<>();
    private final List<EmbeddingReport.Refusal> named = new ArrayList<>();
    private long read;
    private long embedded;
    private long refused;

    Gathering(ImageSet set, Receiver receiver, LongConsumer progress) {
      this.set = set;
      this.receiver = receiver;
      this.progress = progress;
      preprocess = new Preprocess(encoder.preprocess(), inputSize());
      imageBytes = 3 * inputSize() * inputSize();
      pixels = new byte[Math.multiplyExact(batch, imageBytes)];
    }

    @Override
    public boolean wants(ImageRecord image) {
      return receiver.wants(image);
    }

    @Override
    public void take(ImageRecord image, SourceImage decoded) throws IOException {
      preprocess.apply(
          decoded.rgb(), decoded.width(), decoded.height(), pixels, facts.size() * imageBytes);
      facts.add(
          new ImageFacts(
              image.id(),
              image.label(),
              image.attributes().get(ProbeSplit.ATTRIBUTE),
              set.isTopic() ? place(decoded) : null));
      if (facts.size() == batch) {
        flush();
      }
    }

    private static String place(SourceImage image) {
      return new RecordPlace(image.topic(), image.partition(), image.offset()).toString();
    }

    void flush() throws IOException {
      if (!facts.isEmpty()) {
        Vectors embeddings =
            new Vectors(encoder.encoder().embed(pixels, facts.size()), dimension());
        receiver.take(List.copyOf(facts), embeddings, pixels);
        embedded += facts.size();
        facts.clear();
      }
      progress.accept(read);
    }

    @Override
    public void refused(RawRecord record, String code, String message) {
      refused++;
      if (named.size() < MOST_NAMED) {
        named.add(new EmbeddingReport.Refusal(set.nameOf(record), code, message));
      }
    }

    EmbeddingReport report() {
      return new EmbeddingReport(embedded, refused, named, set.passedOver(), stopped);
    }
  }
}
