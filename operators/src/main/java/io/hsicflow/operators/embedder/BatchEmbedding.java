package io.hsicflow.operators.embedder;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BackendSet;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.operators.trainer.GpuGrant;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.schemas.record.SourceImage;
import java.util.Arrays;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An encoder at work in an operator, on the task's thread: gathers images until a batch is full or
 * its oldest one has waited {@link EmbedOptions#FLUSH_AFTER}, and hands over their embeddings in
 * the order in which they came. The operator flushes before a watermark, a barrier and the end.
 *
 * @param <T> what stands for an image
 */
public final class BatchEmbedding<T> implements AutoCloseable {

  /** Takes an embedding, of the length that the encoder has. */
  @FunctionalInterface
  public interface Taker<T> {

    /** Takes the embedding of the image that {@code item} stands for. */
    void take(T item, float[] vector);
  }

  private static final Logger LOG = LoggerFactory.getLogger(BatchEmbedding.class);

  private final ReadableConfig config;
  private final ProcessingTimeService timers;
  private final Taker<T> taker;
  private final Backend backend;
  private LoadedEncoder encoder;
  private ImageBatch<T> batch;
  private long batchNumber;

  /**
   * Opens the backend, without an encoder.
   *
   * @param config of which {@link EmbedOptions} and the learner's backend and device are read
   * @param context of the task, by which Flink tells its GPUs
   */
  public BatchEmbedding(
      ReadableConfig config, RuntimeContext context, ProcessingTimeService timers, Taker<T> taker) {
    this.config = config;
    this.timers = timers;
    this.taker = taker;
    BackendSet backends = BackendSet.onClassPath();
    backend =
        GpuGrant.ask(context, config)
            .open(
                config.get(LearnerOptions.DEVICE),
                device ->
                    backends.open(
                        config.get(LearnerOptions.BACKEND),
                        Precision.FLOAT32,
                        config.get(EmbedOptions.THREADS),
                        device),
                LOG::warn);
  }

  /**
   * Embeds with {@code snapshot} from here on; what came before it is embedded with the one before.
   *
   * @throws IllegalArgumentException where the snapshot's metadata and tensors do not fit; the one
   *     before then stays in use
   */
  public void use(EncoderSnapshot snapshot) {
    LoadedEncoder loaded =
        LoadedEncoder.load(
            backend, snapshot, config.getOptional(EmbedOptions.PREPROCESS).orElse(null));
    flush();
    if (encoder != null) {
      encoder.close();
    }
    encoder = loaded;
    batch =
        new ImageBatch<>(
            loaded.preprocess(), loaded.encoder().inputSize(), config.get(EmbedOptions.BATCH));
    LOG.info("Embedding with the snapshot of step {}, digest {}.", loaded.step(), loaded.digest());
  }

  /** The encoder in use; null before the first {@link #use}. */
  public LoadedEncoder encoder() {
    return encoder;
  }

  /** The backend that computes. */
  Backend backend() {
    return backend;
  }

  /** Adds an image; an encoder must be in use. */
  public void add(SourceImage image, T item) {
    if (batch.size() == 0) {
      flushLater();
    }
    batch.add(image, item);
    if (batch.isFull()) {
      flush();
    }
  }

  private void flushLater() {
    long number = batchNumber;
    timers.registerTimer(
        timers.getCurrentProcessingTime() + config.get(EmbedOptions.FLUSH_AFTER).toMillis(),
        time -> {
          if (number == batchNumber) {
            flush();
          }
        });
  }

  /** Embeds what has been gathered. */
  public void flush() {
    if (batch == null || batch.size() == 0) {
      return;
    }
    int dimension = encoder.encoder().dimension();
    float[] vectors = encoder.encoder().embed(batch.pixels(), batch.size());
    for (int i = 0; i < batch.size(); i++) {
      taker.take(batch.item(i), Arrays.copyOfRange(vectors, i * dimension, (i + 1) * dimension));
    }
    batch.clear();
    batchNumber++;
  }

  @Override
  public void close() {
    if (encoder != null) {
      encoder.close();
    }
    backend.close();
  }
}
