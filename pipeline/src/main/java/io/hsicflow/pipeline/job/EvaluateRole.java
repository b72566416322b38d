package io.hsicflow.pipeline.job;

import io.hsicflow.operators.clock.Clock;
import io.hsicflow.operators.evaluator.Evaluator;
import io.hsicflow.operators.snapshot.SnapshotOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The role evaluate: snapshots and probe images in, evaluations out. */
final class EvaluateRole {
  static final String EVALUATIONS_UID = "evaluations";

  private EvaluateRole() {}

  /**
   * @param run names the training of the same job; null where there is none
   */
  static void define(
      StreamExecutionEnvironment env,
      Configuration settings,
      JobSources sources,
      JobSinks sinks,
      String run,
      Clock clock) {
    Evaluator.evaluate(
            env,
            settings,
            settings.get(SnapshotOptions.FOLDER),
            run,
            sources.probe(),
            sources.recent(),
            clock)
        .sinkTo(sinks.evaluations())
        .name("evaluations")
        .uid(EVALUATIONS_UID)
        .setParallelism(1);
  }
}
