package io.hsicflow.operators.sequencer;

import io.hsicflow.operators.MeteredTask;
import io.hsicflow.operators.clock.ManualClock;
import io.hsicflow.operators.rates.RateSettings;
import io.hsicflow.operators.rates.SetLoad;
import io.hsicflow.operators.replay.ReplayOptions;
import io.hsicflow.schemas.record.Example;
import io.hsicflow.schemas.record.GateResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * A sequencer in arrival order with rates, over the images of {@link ReplayHarness}; time and load
 * pass as a test says.
 */
@SuppressWarnings("try") // harnesses throw what they like on closing
final class RatedHarness
    extends KeyedOneInputStreamOperatorTestHarness<Integer, GateResult, Example> {

  static final int BATCH = 8;

  /** What a task does while time passes. */
  enum Doing {
    /** It has no input. */
    WAITING,
    /** It has input, and its output takes some. */
    WORKING,
    /** Its output takes nothing. */
    PRESSED
  }

  private final MeteredTask task;
  private final SetLoad load = new SetLoad();

  private RatedHarness(PlainSequencer operator, MeteredTask task) throws Exception {
    super(operator, turn -> SequencerOperator.KEY, Types.INT, task.environment());
    this.task = task;
  }

  /**
   * A sequencer that has begun.
   *
   * @param state null for a new one
   * @param options as {@code replay.places=2 replay.max-places=4}
   */
  static RatedHarness open(OperatorSubtaskState state, String options) throws Exception {
    Configuration config = new Configuration();
    for (String option : options.split(" ")) {
      config.setString(option.split("=")[0], option.split("=")[1]);
    }
    ReplayPolicy policy = ReplayOptions.policy(config, 11);
    RatedHarness harness =
        new RatedHarness(
            new PlainSequencer(
                TestRules.rated(
                    BATCH,
                    policy,
                    RateSettings.of(config, false, policy.hasBuffer(), policy.places()))),
            new MeteredTask());
    harness.setProcessingTime(0);
    harness.load.setFree(true);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  void take(int from, int to) throws Exception {
    for (int number = from; number < to; number++) {
      processElement(new StreamRecord<>(GateResult.accept(ReplayHarness.imageAt(number))));
    }
  }

  /** Lets time pass on all clocks, ten milliseconds at a time. */
  void pass(long millis, Doing doing) throws Exception {
    load.setFree(doing != Doing.PRESSED);
    for (long left = millis; left > 0; ) {
      long part = Math.min(10, left);
      left -= part;
      new ManualClock().advanceMillis(part);
      load.idleMillis(doing == Doing.WAITING ? part : 0);
      load.pressMillis(doing == Doing.PRESSED ? part : 0);
      setProcessingTime(getProcessingTime() + part);
    }
    load.setFree(true);
  }

  List<Example> examples() {
    return extractOutputValues();
  }

  /** How many places were given. */
  int places() {
    return getOutput().size();
  }

  /** How many of them images took for the first time. */
  int fresh() {
    return (int) examples().stream().map(example -> example.image().id()).distinct().count();
  }

  /** The ids of the full steps, by step. */
  Map<Long, List<String>> steps() {
    Map<Long, List<String>> steps = new HashMap<>();
    for (Example example : examples()) {
      steps
          .computeIfAbsent(example.step(), step -> new java.util.ArrayList<>())
          .add(example.image().id());
    }
    return steps;
  }

  long count(String counter) {
    return task.count(counter);
  }

  double freshShare() {
    return (Double) task.value("freshShare");
  }

  @Override
  public void close() throws Exception {
    super.close();
    task.close();
  }
}
