package io.hsicflow.pipeline.chaos;

import io.hsicflow.connectors.sink.DeadLetterOptions;
import io.hsicflow.connectors.sink.EmbeddingsOptions;
import io.hsicflow.operators.snapshot.SnapshotOptions;
import io.hsicflow.operators.snapshot.SnapshotPointer;
import io.hsicflow.operators.snapshot.SnapshotStore;
import io.hsicflow.operators.trainer.TrainerCheckpoint;
import io.hsicflow.pipeline.chaos.RecordPlaces.Balance;
import io.hsicflow.schemas.avro.DeadLetter;
import io.hsicflow.schemas.avro.Embedding;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.message.UnreadableMessageException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.configuration.Configuration;

/**
 * What a job has left behind.
 *
 * @param stateDigest of the trainer's whole state after the last step of the head
 * @param imagesSeen by the learner up to there
 * @param trained the training sequence
 * @param snapshots names of all snapshot files, each with its step and digest
 * @param newest the last snapshot
 * @param embeddings committed
 * @param deadLetters committed, of both roles' gates
 * @param repeatedSteps how many steps were taken once more
 */
record Outcome(
    String stateDigest,
    long imagesSeen,
    TrainedImages trained,
    List<String> snapshots,
    SnapshotPointer newest,
    RecordPlaces embeddings,
    RecordPlaces deadLetters,
    long repeatedSteps) {

  /** Each role has a gate of its own, and each gate refuses a broken record once. */
  private static final int GATES = 2;

  /** How far each of its parts is from having every record of {@code stream} once. */
  Map<String, Balance> balances(PictureStream stream) {
    LongPredicate good = number -> !PictureStream.isBroken(number);
    Map<String, Balance> balances = new LinkedHashMap<>();
    balances.put("trained on", trained.images().balance(stream.size(), 1, good));
    balances.put("embeddings", embeddings.balance(stream.size(), 1, good));
    balances.put(
        "dead letters", deadLetters.balance(stream.size(), GATES, PictureStream::isBroken));
    return balances;
  }

  /**
   * Reads it.
   *
   * @param savepoint taken after the last step of the head
   */
  static Outcome of(ChaosJob job, String savepoint, StepsSeen steps) throws IOException {
    Configuration settings = job.settings();
    SnapshotStore store = new SnapshotStore(settings.get(SnapshotOptions.FOLDER));
    RecordPlaces embeddings = new RecordPlaces();
    CommittedTopic.read(
        settings,
        settings.get(EmbeddingsOptions.TOPIC),
        message -> {
          Embedding embedding = decode(MessageCodec.EMBEDDING, message.value());
          embeddings.see(PictureStream.numberOf(embedding.getPartition(), embedding.getOffset()));
        });
    RecordPlaces deadLetters = new RecordPlaces();
    CommittedTopic.read(
        settings,
        settings.get(DeadLetterOptions.TOPIC),
        message -> {
          DeadLetter letter = decode(MessageCodec.DEAD_LETTER, message.value());
          deadLetters.see(PictureStream.numberOf(letter.getPartition(), letter.getOffset()));
        });
    return new Outcome(
        TrainerCheckpoint.digest(savepoint),
        TrainerCheckpoint.read(savepoint).imagesSeen(),
        TrainedImages.read(job.sequence(), job.exercise().replaysAnImage()),
        store.fileNames().stream().sorted().toList(),
        store
            .newest()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "The job " + job.name() + " has left no snapshot in " + store.folder())),
        embeddings,
        deadLetters,
        steps.repeated());
  }

  private static <T extends SpecificRecordBase> T decode(MessageCodec<T> codec, byte[] value)
      throws IOException {
    try {
      return codec.decode(value);
    } catch (UnreadableMessageException e) {
      throw new IOException("A record of the job's own topics cannot be read.", e);
    }
  }
}
