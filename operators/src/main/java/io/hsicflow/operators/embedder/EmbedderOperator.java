package io.hsicflow.operators.embedder;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BackendSet;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.learner.Learner;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.operators.clock.Clock;
import io.hsicflow.operators.snapshot.SnapshotPointer;
import io.hsicflow.operators.snapshot.SnapshotStore;
import io.hsicflow.operators.trainer.GpuGrant;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.schemas.record.EmbeddedImage;
import io.hsicflow.schemas.record.SourceImage;
import java.io.IOException;
import java.util.Arrays;
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
  private transient Backend backend;
  private transient LoadedEncoder encoder;
  private transient ImageBatch batch;
  private transient EmbedderMetrics metrics;
  private transient long batchNumber;
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
    BackendSet backends = BackendSet.onClassPath();
    backend =
        GpuGrant.ask(getRuntimeContext(), config)
            .open(
                config.get(LearnerOptions.DEVICE),
                device ->
                    backends.open(
                        config.get(LearnerOptions.BACKEND),
                        Precision.FLOAT32,
                        config.get(EmbedOptions.THREADS),
                        device),
                LOG::warn);
    registerPoll();
  }

  private void registerPoll() {
    schedule(
        config.get(EmbedOptions.POLL).toMillis(),
        () -> {
          if (choice.isFollowed() || !taken) {
            follow();
            registerPoll();
          }
        });
  }

  private void schedule(long millis, Runnable task) {
    getProcessingTimeService()
        .registerTimer(
            getProcessingTimeService().getCurrentProcessingTime() + millis, time -> task.run());
  }

  /**
   * Takes a newer snapshot if there is one; keeps the encoder in use where that fails, and says so.
   */
  private void follow() {
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
    LoadedEncoder loaded =
        LoadedEncoder.load(
            backend, snapshot, config.getOptional(EmbedOptions.PREPROCESS).orElse(null));
    flush();
    if (encoder != null) {
      encoder.close();
    }
    encoder = loaded;
    batch =
        new ImageBatch(
            loaded.preprocess(), loaded.encoder().inputSize(), config.get(EmbedOptions.BATCH));
    metrics.loaded(loaded.step());
    LOG.info("Embedding with the snapshot of step {}, digest {}.", loaded.step(), loaded.digest());
  }

  @Override
  public void processElement(StreamRecord<SourceImage> element) throws Exception {
    if (encoder == null) {
      takeFirst();
    }
    if (batch.size() == 0) {
      long number = batchNumber;
      schedule(
          config.get(EmbedOptions.FLUSH_AFTER).toMillis(),
          () -> {
            if (number == batchNumber) {
              flush();
            }
          });
    }
    batch.add(element.getValue(), element.hasTimestamp() ? element.getTimestamp() : Long.MIN_VALUE);
    if (batch.isFull()) {
      flush();
    }
  }

  private void takeFirst() throws IOException {
    Optional<SnapshotPointer> current = choice.current();
    if (current.isPresent()) {
      take(store.read(current.get()));
      taken = true;
    } else if (config.get(EmbedOptions.BEFORE_FIRST) == BeforeFirst.INITIAL) {
      try (Learner learner = Learner.create(backend, LearnerOptions.settings(config))) {
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

  private void flush() {
    if (batch == null || batch.size() == 0) {
      return;
    }
    int dimension = encoder.encoder().dimension();
    float[] vectors = encoder.encoder().embed(batch.pixels(), batch.size());
    long now = clock.millis();
    for (int i = 0; i < batch.size(); i++) {
      SourceImage image = batch.image(i);
      EmbeddedImage embedded =
          new EmbeddedImage(
              image.id(),
              image.source(),
              image.capturedAt(),
              Arrays.copyOfRange(vectors, i * dimension, (i + 1) * dimension),
              encoder.step(),
              encoder.digest(),
              image.topic(),
              image.partition(),
              image.offset());
      metrics.embedded(now, image.capturedAt());
      output.collect(
          batch.timestamp(i) == Long.MIN_VALUE
              ? new StreamRecord<>(embedded)
              : new StreamRecord<>(embedded, batch.timestamp(i)));
    }
    batch.clear();
    batchNumber++;
  }

  @Override
  public void processWatermark(Watermark watermark) throws Exception {
    flush();
    super.processWatermark(watermark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    flush();
  }

  @Override
  public void endInput() {
    flush();
  }

  @Override
  public void close() throws Exception {
    try {
      if (encoder != null) {
        encoder.close();
      }
      if (backend != null) {
        backend.close();
      }
    } finally {
      super.close();
    }
  }
}
