package io.hsicflow.operators.embedder;

import io.hsicflow.operators.clock.Clock;
import io.hsicflow.schemas.record.EmbeddedImage;
import io.hsicflow.schemas.record.SourceImage;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceSplit;
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
   * The source to embed from: with {@code embed.before-first = wait} it reads nothing until the
   * snapshot is in the store, else it is {@code source} itself.
   */
  public static <T, SplitT extends SourceSplit, StateT> Source<T, SplitT, StateT> hold(
      Source<T, SplitT, StateT> source, ReadableConfig config, String snapshotFolder) {
    return config.get(EmbedOptions.BEFORE_FIRST) == BeforeFirst.INITIAL
        ? source
        : new HeldSource<>(source, snapshotFolder, Configuration.fromMap(config.toMap()));
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
