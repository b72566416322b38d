package io.hsicflow.operators.embedder;

import io.hsicflow.operators.clock.Clock;
import io.hsicflow.operators.snapshot.SnapshotStore;
import io.hsicflow.schemas.record.EmbeddedImage;
import io.hsicflow.schemas.record.SourceImage;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Puts the embedder into a job graph. */
public final class Embedder {

  /** Identifies the embedder in savepoints; it has no state. */
  public static final String UID = "embedder";

  /** The name on the dashboard. */
  public static final String NAME = "embedder";

  private Embedder() {}

  /**
   * Whether images may come: with {@code embed.before-first = wait} only once the snapshot is in
   * the store. The source is to be held until then, so that nothing waits inside the job.
   *
   * @throws IOException where the store cannot be read now
   */
  public static boolean isReady(ReadableConfig config, String snapshotFolder) throws IOException {
    return config.get(EmbedOptions.BEFORE_FIRST) == BeforeFirst.INITIAL
        || new SnapshotChoice(new SnapshotStore(snapshotFolder), config).current().isPresent();
  }

  /**
   * Embeds {@code images}, with their parallelism.
   *
   * @param config the job's configuration; with {@code embed.before-first = initial} also the
   *     learner's options count
   * @param snapshotFolder where snapshots are read
   * @throws IllegalArgumentException where {@code embed.preprocess} is neither whole nor
   *     centre-crop
   */
  public static SingleOutputStreamOperator<EmbeddedImage> embed(
      DataStream<SourceImage> images, ReadableConfig config, String snapshotFolder, Clock clock) {
    config.getOptional(EmbedOptions.PREPROCESS).ifPresent(LoadedEncoder::kindOf);
    return images
        .transform(
            NAME,
            TypeInformation.of(EmbeddedImage.class),
            new EmbedderOperator(Configuration.fromMap(config.toMap()), snapshotFolder, clock))
        .uid(UID)
        .setParallelism(images.getParallelism());
  }
}
