package io.hsicflow.pipeline.evaluate;

import io.hsicflow.connectors.dataset.DatasetImage;
import io.hsicflow.connectors.dataset.DatasetLimits;
import io.hsicflow.connectors.dataset.DatasetReader;
import io.hsicflow.connectors.dataset.Datasets;
import io.hsicflow.model.augment.Preprocess;
import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BackendSet;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.image.DecodedPixels;
import io.hsicflow.model.image.ImageDecoder;
import io.hsicflow.model.image.ImageRejectedException;
import io.hsicflow.model.learner.Encoder;
import io.hsicflow.operators.clock.Clock;
import io.hsicflow.operators.embedder.EmbedOptions;
import io.hsicflow.operators.embedder.LoadedEncoder;
import io.hsicflow.operators.gate.Gate;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.pipeline.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;

/**
 * Embeds a labelled data set: decoded by the gate's decoder, brought to the encoder's input as
 * {@code embed.preprocess} or else the encoder says, on {@code learner.backend} in float32. All
 * embeddings are held on the heap, 4 bytes for each dimension.
 */
public final class SetEmbedder {
  private static final int BATCH = 64;
  private static final int LEAST = 2;
  private static final long NANOS_BETWEEN_LINES = 5_000_000_000L;

  private final Configuration settings;
  private final Clock clock;
  private final Consumer<EmbedProgress> progress;

  /**
   * @param settings of the decoder, the backend and the preprocessing
   * @param progress is told every few seconds and at the end
   */
  public SetEmbedder(Configuration settings, Clock clock, Consumer<EmbedProgress> progress) {
    this.settings = settings;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Embeds all of it.
   *
   * @param data any data set that {@code produce} reads
   * @throws UserException with a sentence, where images or classes are too few, or an embedding is
   *     not finite
   */
  EmbeddedSet embed(EvaluatedEncoder encoder, Path data) throws IOException {
    try (Backend backend =
            BackendSet.onClassPath()
                .open(
                    settings.get(LearnerOptions.BACKEND),
                    Precision.FLOAT32,
                    LearnerOptions.threads(settings),
                    settings.get(LearnerOptions.DEVICE));
        LoadedEncoder loaded =
            LoadedEncoder.load(
                backend,
                encoder.snapshot(),
                settings.getOptional(EmbedOptions.PREPROCESS).orElse(null));
        DatasetReader reader =
            Datasets.open(data, DatasetLimits.defaults(), OptionalLong.empty())) {
      Pass pass = new Pass(loaded, reader.total());
      for (DatasetImage image = reader.next(); image != null; image = reader.next()) {
        pass.take(image);
      }
      return checked(pass.end(), data);
    }
  }

  private static EmbeddedSet checked(EmbeddedSet set, Path data) {
    long taught = Arrays.stream(set.train().labels()).distinct().count();
    if (taught < LEAST || set.test().count() == 0) {
      throw new UserException(
          "%s has %d images to learn from, of %d classes, and %d to test with (%d could not be decoded, %d have no class): give a folder a class below train/ and test/, of at least 2 classes."
              .formatted(
                  data,
                  set.train().count(),
                  taught,
                  set.test().count(),
                  set.refused(),
                  set.unlabelled()));
    }
    if (!set.train().vectors().isFinite() || !set.test().vectors().isFinite()) {
      throw new UserException(
          "The encoder's embeddings of "
              + data
              + " are not all finite numbers, and nothing can be said of them: evaluate another encoder.");
    }
    return set;
  }

  /** One run over the images. */
  private final class Pass {
    private final Encoder encoder;
    private final Preprocess.Kind kind;
    private final Preprocess preprocess;
    private final ImageDecoder decoder;
    private final EmbeddingCollector embeddings;
    private final OptionalLong total;
    private final int bytes;
    private final byte[] pixels;
    private final List<DatasetImage> waiting = new ArrayList<>();
    private final long start = clock.nanos();
    private long told = start;
    private long done;
    private long refused;
    private long unlabelled;

    Pass(LoadedEncoder loaded, OptionalLong total) {
      encoder = loaded.encoder();
      kind = loaded.preprocess();
      preprocess = new Preprocess(kind, encoder.inputSize());
      decoder = Gate.decoder(settings, encoder.inputSize());
      embeddings = new EmbeddingCollector(encoder.dimension());
      this.total = total;
      bytes = 3 * encoder.inputSize() * encoder.inputSize();
      pixels = new byte[BATCH * bytes];
    }

    void take(DatasetImage image) {
      done++;
      if (image.label() == null) {
        unlabelled++;
        return;
      }
      try {
        DecodedPixels picture = decoder.decode(image.file());
        preprocess.apply(
            picture.rgb(), picture.width(), picture.height(), pixels, waiting.size() * bytes);
        waiting.add(image);
      } catch (ImageRejectedException e) {
        refused++;
      }
      if (waiting.size() == BATCH) {
        flush();
      }
    }

    private void flush() {
      float[] values = encoder.embed(pixels, waiting.size());
      int dimension = encoder.dimension();
      for (int i = 0; i < waiting.size(); i++) {
        DatasetImage image = waiting.get(i);
        embeddings.add(
            image.id(),
            image.label(),
            image.split() == DatasetImage.Split.TEST,
            Arrays.copyOfRange(values, i * dimension, (i + 1) * dimension));
      }
      waiting.clear();
      long now = clock.nanos();
      if (now - told >= NANOS_BETWEEN_LINES) {
        tell(now);
      }
    }

    private void tell(long now) {
      told = now;
      progress.accept(new EmbedProgress(done, total, 1e9 * done / Math.max(1, now - start)));
    }

    EmbeddedSet end() {
      flush();
      tell(clock.nanos());
      return new EmbeddedSet(
          embeddings.classes(),
          embeddings.part(false),
          embeddings.part(true),
          kind.name().toLowerCase(Locale.ROOT).replace('_', '-'),
          refused,
          unlabelled);
    }
  }
}
