package io.hsicflow.pipeline.evaluate;

import io.hsicflow.model.metrics.Vectors;
import io.hsicflow.operators.clock.Clock;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.embed.DataSetImages;
import io.hsicflow.pipeline.embed.EmbeddingPass;
import io.hsicflow.pipeline.embed.EmbeddingReport;
import io.hsicflow.pipeline.embed.ImageFacts;
import io.hsicflow.schemas.format.ImageRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;

/**
 * Embeds a labelled data set in one {@link EmbeddingPass}. All embeddings are held on the heap, 4
 * bytes for each dimension.
 */
public final class SetEmbedder {
  private final Configuration settings;
  private final Clock clock;
  private final Consumer<String> lines;

  /**
   * @param settings of the gate, the backend and the preprocessing
   * @param lines is told every few seconds and at the end how far it is
   */
  public SetEmbedder(Configuration settings, Clock clock, Consumer<String> lines) {
    this.settings = settings;
    this.clock = clock;
    this.lines = lines;
  }

  /**
   * Embeds all of it.
   *
   * @param data any data set that {@code produce} reads
   * @throws UserException with a sentence, where images or classes are too few, or an embedding is
   *     not finite
   */
  EmbeddedSet embed(EvaluatedEncoder encoder, Path data) throws IOException {
    try (EmbeddingPass pass = EmbeddingPass.open(settings, encoder.snapshot());
        DataSetImages images = DataSetImages.open(settings, data)) {
      Labelled labelled = new Labelled(pass.dimension());
      ReadingLines progress = new ReadingLines("embedded", images.total(), clock, lines);
      EmbeddingReport report = pass.run(images, labelled, progress::read);
      progress.tell();
      return checked(labelled, pass.preprocessing(), report.refused(), data);
    }
  }

  private static EmbeddedSet checked(
      Labelled labelled, String preprocess, long refused, Path data) {
    LabelledPart train = labelled.part(false);
    LabelledPart test = labelled.part(true);
    SetFacts facts =
        new SetFacts(
            labelled.embeddings.classes().size(),
            train.count(),
            test.count(),
            labelled.embeddings.heldOut(),
            preprocess,
            refused,
            labelled.without);
    facts.require(data, train.labels());
    if (!train.vectors().isFinite() || !test.vectors().isFinite()) {
      throw new UserException(
          "The encoder's embeddings of "
              + data
              + " are not all finite numbers, and nothing can be said of them: evaluate another encoder.");
    }
    return new EmbeddedSet(facts, train, test);
  }

  /** The embeddings of the images that have a class. */
  private static final class Labelled implements EmbeddingPass.Receiver {
    private final SplitCollector<float[]> embeddings = new SplitCollector<>();
    private final int dimension;
    private long without;

    Labelled(int dimension) {
      this.dimension = dimension;
    }

    @Override
    public boolean wants(ImageRecord image) {
      boolean labelled = image.label() != null;
      without += labelled ? 0 : 1;
      return labelled;
    }

    @Override
    public void take(List<ImageFacts> images, Vectors vectors, byte[] pixels) {
      for (int i = 0; i < images.size(); i++) {
        ImageFacts image = images.get(i);
        embeddings.add(
            image.id(),
            image.label(),
            image.split(),
            Arrays.copyOfRange(vectors.values(), i * dimension, (i + 1) * dimension));
      }
    }

    LabelledPart part(boolean test) {
      SplitCollector.Part<float[]> part = embeddings.part(test);
      int count = part.labels().length;
      float[] values = new float[Math.multiplyExact(count, dimension)];
      for (int i = 0; i < count; i++) {
        System.arraycopy(part.contents().get(i), 0, values, i * dimension, dimension);
      }
      return new LabelledPart(part.ids(), part.labels(), new Vectors(values, dimension));
    }
  }
}
