package io.hsicflow.pipeline.report;

import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.pipeline.embed.EmbeddingPass;
import io.hsicflow.pipeline.embed.EmbeddingReport;
import io.hsicflow.pipeline.embed.SampledImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.apache.flink.configuration.Configuration;

/** Makes the pictures of a report from a sample of a data set and a snapshot of the run. */
public final class SamplePictures {
  private final Configuration settings;
  private final Path data;

  /**
   * Pictures of a data set.
   *
   * @param settings of the job: the gate's, the embedder's and the augmenter's
   * @param data any data set that {@code produce} sends
   */
  public SamplePictures(Configuration settings, Path data) {
    this.settings = settings;
    this.data = data;
  }

  /**
   * Makes them.
   *
   * @param run whose own sheet of views is taken where it has one
   * @param images a sample of the data set
   * @param progress is told after every batch how many of them were read
   * @throws io.hsicflow.pipeline.UserException with a sentence where the data set or the snapshot
   *     has nothing to show
   */
  public Pictures make(
      RunFolder run, EncoderSnapshot snapshot, SampledImages images, LongConsumer progress)
      throws IOException {
    Pictures embedded = embed(snapshot, images, progress);
    Optional<byte[]> own = run.bytes(Report.VIEWS);
    return new Pictures(
        embedded.gallery(),
        embedded.map(),
        embedded.origin(),
        own.isPresent() ? own : Optional.of(views(snapshot.metadata().inputSize())),
        own.isPresent() ? "" : "Images of " + data + ", and views of them by the run's settings.");
  }

  private Pictures embed(EncoderSnapshot snapshot, SampledImages images, LongConsumer progress)
      throws IOException {
    try (EmbeddingPass pass = EmbeddingPass.open(settings, snapshot)) {
      EmbeddedSample.Gathering gathering = new EmbeddedSample.Gathering(pass.inputSize());
      EmbeddingReport report = pass.run(images, gathering::take, progress);
      EmbeddedSample sample = gathering.sample(data.toString());
      return new Pictures(
          Optional.of(Csv.of(NeighbourGallery.lines(sample))),
          Optional.of(Csv.of(EmbeddingMap.lines(sample))),
          origin(snapshot, sample, report),
          Optional.empty(),
          "");
    }
  }

  private String origin(EncoderSnapshot snapshot, ShownImages sample, EmbeddingReport report) {
    return String.format(
        Locale.ROOT,
        "From %s: %,d images, those whose ids have the smallest hashes, %,d of them bank and %,d query%s. Embedded by the"
            + " snapshot of step %,d, digest %.12s.",
        data,
        report.embedded(),
        sample.bankLabels().size(),
        sample.queryLabels().size(),
        report.refused() == 0
            ? ""
            : String.format(Locale.ROOT, "; the gate refused %,d others", report.refused()),
        snapshot.metadata().step(),
        snapshot.digest());
  }

  private byte[] views(int size) throws IOException {
    Configuration options = new Configuration(settings).set(LearnerOptions.SIZE, size);
    Path sheet = Files.createTempFile("hsicflow-views-", ".png");
    try {
      Pictures.viewsSheet(options).write(data, sheet);
      return Files.readAllBytes(sheet);
    } finally {
      Files.delete(sheet);
    }
  }
}
