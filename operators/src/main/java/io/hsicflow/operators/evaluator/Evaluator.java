package io.hsicflow.operators.evaluator;

import io.hsicflow.operators.clock.Clock;
import io.hsicflow.operators.snapshot.SnapshotGate;
import io.hsicflow.schemas.record.EvaluationResult;
import io.hsicflow.schemas.record.SnapshotPublished;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Puts the evaluator into a job graph. */
public final class Evaluator {

  /** Identifies the evaluator in savepoints; it has no state. */
  public static final String UID = "evaluator";

  /** The name on the dashboard. */
  public static final String NAME = "evaluator";

  /** Its task slots, which nothing else uses. */
  public static final String SLOTS = "evaluate";

  /** Identifies the note of a training's end in savepoints; it has no state. */
  public static final String END_UID = "training-end";

  private Evaluator() {}

  /**
   * Evaluates the snapshots that come into a folder, in one task with a slot of its own.
   *
   * @param config the job's configuration, of which {@link EvaluationOptions}, the options of
   *     releases, the gate's limits and the backend's choice are read
   * @param snapshotFolder where snapshots are read
   * @param run names the training whose end ends the evaluator (see {@link #noteEnd}); null for
   *     none
   * @param images what snapshots are judged by
   * @param recent the last images of the stream, which drift is measured on; null for none
   * @throws IllegalArgumentException with a sentence where an option is out of its range
   */
  public static DataStream<EvaluationResult> evaluate(
      StreamExecutionEnvironment env,
      ReadableConfig config,
      String snapshotFolder,
      String run,
      ProbeImages images,
      ProbeImages recent,
      Clock clock) {
    EvaluationOptions.check(config);
    SnapshotGate.check(config);
    return env.fromSource(
            new EvaluatorSource(
                Configuration.fromMap(config.toMap()), snapshotFolder, run, images, recent, clock),
            WatermarkStrategy.noWatermarks(),
            NAME,
            TypeInformation.of(EvaluationResult.class))
        .uid(UID)
        .setParallelism(1)
        .slotSharingGroup(SLOTS);
  }

  /**
   * Lets the evaluator of a job know when its training has ended.
   *
   * @param snapshots the trainer's announcements
   * @param run names this training
   */
  public static void noteEnd(
      DataStream<SnapshotPublished> snapshots, String snapshotFolder, String run) {
    snapshots
        .transform("training end", Types.VOID, new EndOfTraining(snapshotFolder, run))
        .uid(END_UID)
        .setParallelism(1);
  }
}
