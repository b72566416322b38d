package io.hsicflow.pipeline.job;

import io.hsicflow.connectors.source.HeldSource;
import io.hsicflow.operators.clock.Clock;
import io.hsicflow.operators.embedder.EmbedOptions;
import io.hsicflow.operators.embedder.Embedder;
import io.hsicflow.operators.gate.Gate;
import io.hsicflow.operators.gate.GateStreams;
import io.hsicflow.operators.snapshot.SnapshotOptions;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.schemas.record.EmbeddedImage;
import io.hsicflow.schemas.record.RawRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The role embed: images, gate, embedder. */
final class EmbedRole {
  static final String SOURCE_UID = "embed-images";
  static final String DEAD_LETTERS_UID = "embed-dead-letters";
  static final String EMBEDDINGS_UID = "embeddings";

  private EmbedRole() {}

  static void define(
      StreamExecutionEnvironment env,
      Configuration settings,
      JobSources sources,
      JobSinks sinks,
      Clock clock) {
    String snapshots = settings.get(SnapshotOptions.FOLDER);
    DataStream<RawRecord> records =
        env.fromSource(
                new HeldSource<>(
                    sources.embed(),
                    () -> Embedder.isReady(settings, snapshots),
                    settings.get(EmbedOptions.POLL)),
                sources.watermarks(),
                "embed images",
                TypeInformation.of(RawRecord.class))
            .uid(SOURCE_UID)
            .setParallelism(settings.get(JobOptions.EMBED_TASKS));
    GateStreams gate =
        Gate.open(
            records,
            settings,
            InputOptions.format(settings),
            Role.EMBED.toString(),
            settings.get(LearnerOptions.SIZE),
            clock);
    DataStream<EmbeddedImage> embeddings =
        Embedder.embed(gate.images(), settings, snapshots, clock);
    embeddings
        .sinkTo(sinks.embeddings())
        .name("embeddings")
        .uid(EMBEDDINGS_UID)
        .setParallelism(records.getParallelism());
    gate.rejected()
        .sinkTo(sinks.embedDeadLetters())
        .name("embed dead letters")
        .uid(DEAD_LETTERS_UID)
        .setParallelism(records.getParallelism());
  }
}
