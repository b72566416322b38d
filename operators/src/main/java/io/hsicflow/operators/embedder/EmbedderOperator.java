package io.hsicflow.operators.embedder;

import io.hsicflow.model.learner.Learner;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.operators.clock.Clock;
import io.hsicflow.operators.snapshot.SnapshotPointer;
import io.hsicflow.operators.snapshot.SnapshotStore;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.schemas.record.EmbeddedImage;
import io.hsicflow.schemas.record.SourceImage;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Embeds images in batches. A batch goes out when it is full, when its oldest image has waited long
 * enough, before a watermark or a checkpoint barrier passes, before another snapshot is taken, and
 * at the end: no state is left to keep.
 */
final class EmbedderOperator extends AbstractStreamOperator<EmbeddedImage>
    implements OneInputStreamOperator<SourceImage, EmbeddedImage>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  private final Configuration config;
  private final String snapshotFolder;
  private final Clock clock;

  private transient SnapshotStore store;
  private transient SnapshotChoice choice;
  private transient BatchEmbedding<StreamRecord<SourceImage>> embedding;
  private transient EmbedderMetrics metrics;
  private transient boolean taken;

  EmbedderOperator(Configuration config, String snapshotFolder, Clock clock) {
    this.config = config;
    this.snapshotFolder = snapshotFolder;
    this.clock = clock;
  }

  @Override
  public void open() throws Exception {
    super.open();
    store = new SnapshotStore(snapshotFolder);
    choice = new SnapshotChoice(store, config);
    metrics = new EmbedderMetrics(getMetricGroup());
    embedding =
        new BatchEmbedding<>(config, getRuntimeContext(), getProcessingTimeService(), this::emit);
    registerPoll();
  }

  private void registerPoll() {
    getProcessingTimeService()
        .registerTimer(
            getProcessingTimeService().getCurrentProcessingTime()
                + config.get(EmbedOptions.POLL).toMillis(),
            time -> {
              if (choice.isFollowed() || !taken) {
                follow();
                registerPoll();
              }
            });
  }

  /**
   * Takes a newer snapshot if there is one; keeps the encoder in use where that fails, and says so.
   */
  private void follow() {
    LoadedEncoder encoder = embedding.encoder();
    try {
      Optional<SnapshotPointer> current = choice.current();
      if (current.isPresent()
          && (encoder == null || !encoder.digest().equals(current.get().digest()))) {
        take(store.read(current.get()));
        taken = true;
      }
    } catch (IOException | IllegalArgumentException e) {
      metrics.loadFailed();
      LOG.warn(
          "The snapshot that {} names in {} cannot be used; {}.",
          config.get(EmbedOptions.SNAPSHOT),
          snapshotFolder,
          encoder == null ? "there is none yet" : "step " + encoder.step() + " stays in use",
          e);
    }
  }

  private void take(EncoderSnapshot snapshot) {
    embedding.use(snapshot);
    metrics.loaded(embedding.encoder().step());
  }

  @Override
  public void processElement(StreamRecord<SourceImage> element) throws Exception {
    if (embedding.encoder() == null) {
      takeFirst();
    }
    SourceImage image = element.getValue();
    // The element itself is the task's, which uses it again.
    embedding.add(image, element.copy(image));
  }

  private void takeFirst() throws IOException {
    Optional<SnapshotPointer> current = choice.current();
    if (current.isPresent()) {
      take(store.read(current.get()));
      taken = true;
    } else if (config.get(EmbedOptions.BEFORE_FIRST) == BeforeFirst.INITIAL) {
      try (Learner learner = Learner.create(embedding.backend(), LearnerOptions.settings(config))) {
        take(learner.snapshot());
      }
    } else {
      throw new IllegalStateException(
          "An image came while "
              + snapshotFolder
              + " has no snapshot '"
              + config.get(EmbedOptions.SNAPSHOT)
              + "': hold the source until there is one (Embedder.isReady), bring the snapshot back, or set"
              + " embed.before-first = initial.");
    }
  }

  private void emit(StreamRecord<SourceImage> element, float[] vector) {
    SourceImage image = element.getValue();
    LoadedEncoder encoder = embedding.encoder();
    metrics.embedded(clock.millis(), image.capturedAt());
    output.collect(
        element.replace(
            new EmbeddedImage(
                image.id(),
                image.source(),
                image.capturedAt(),
                vector,
                encoder.step(),
                encoder.digest(),
                image.topic(),
                image.partition(),
                image.offset())));
  }

  @Override
  public void processWatermark(Watermark watermark) throws Exception {
    embedding.flush();
    super.processWatermark(watermark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    embedding.flush();
  }

  @Override
  public void endInput() {
    embedding.flush();
  }

  @Override
  public void close() throws Exception {
    try {
      if (embedding != null) {
        embedding.close();
      }
    } finally {
      super.close();
    }
  }
}
