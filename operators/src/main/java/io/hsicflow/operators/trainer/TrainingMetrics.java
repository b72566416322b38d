package io.hsicflow.operators.trainer;

import io.hsicflow.model.guard.GuardCounts;
import io.hsicflow.model.guard.GuardReport;
import io.hsicflow.model.learner.StepReport;
import io.hsicflow.operators.clock.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What the dashboard shows of training, as {@code trainer.learner.NAME}: {@code step}, {@code
 * loss}, {@code hsicZy}, {@code hsicZz}, {@code kernelScale}, {@code scaleObjective}, {@code
 * learningRate}, {@code tau}, {@code gradientNorm}, {@code embeddingStd}, {@code probeLoss}, {@code
 * probeAccuracy} of the last step; {@code probeWindowAccuracy} over 200 steps with labels; {@code
 * skippedSteps}, {@code collapsedSteps}, {@code held} and {@code rollbacks} of the guards; {@code
 * images}, {@code imagesPerSecond}; {@code stepMillis} and {@code waitForInputMillis} (histograms
 * over 200 steps); {@code waiting} examples, {@code ignored} ones after the last step; {@code
 * refusedChanges}; {@code snapshotStep}, {@code snapshotAgeSeconds}, {@code snapshotMillis} of the
 * last snapshot, {@code failedSnapshots}; {@code stateBytes} and {@code checkpointPauseMillis} of
 * the last checkpoint, {@code stagingBytes}, {@code checkpointStep}, {@code checkpointAgeSeconds},
 * {@code failedCheckpoints}.
 */
final class TrainingMetrics {

  private static final int WINDOW = 200;
  private static final StepReport NONE =
      new StepReport(-1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, GuardReport.QUIET);
  private static final Map<String, ToDoubleFunction<StepReport>> NUMBERS = new LinkedHashMap<>();

  static {
    NUMBERS.put("loss", StepReport::loss);
    NUMBERS.put("hsicZy", StepReport::hsicZy);
    NUMBERS.put("hsicZz", StepReport::hsicZz);
    NUMBERS.put("kernelScale", StepReport::kernelScale);
    NUMBERS.put("scaleObjective", StepReport::scaleObjective);
    NUMBERS.put("learningRate", StepReport::learningRate);
    NUMBERS.put("tau", StepReport::tau);
    NUMBERS.put("gradientNorm", StepReport::gradientNorm);
    NUMBERS.put("embeddingStd", StepReport::embeddingStd);
    NUMBERS.put("probeLoss", step -> step.isLabelled() ? step.probeLoss() : Double.NaN);
    NUMBERS.put("probeAccuracy", step -> step.isLabelled() ? step.probeAccuracy() : Double.NaN);
  }

  private final Counter imageRate = new SimpleCounter();
  private final Counter ignored;
  private final Counter refusedChanges;
  private final Counter failedSnapshots;
  private final Counter failedCheckpoints;
  private final Histogram stepMillis = new DescriptiveStatisticsHistogram(WINDOW);
  private final Histogram waitMillis = new DescriptiveStatisticsHistogram(WINDOW);
  private final AccuracyWindow probeWindow = new AccuracyWindow(WINDOW);
  private volatile StepReport last = NONE;
  private volatile long snapshotStep = -1;
  private volatile long snapshotAt;
  private volatile double snapshotMillis;
  private volatile long stateBytes;
  private volatile double pauseMillis;
  private volatile long checkpointStep;
  private volatile long checkpointAt;

  TrainingMetrics(
      MetricGroup operator,
      Clock clock,
      Gauge<Integer> waiting,
      Gauge<Long> stagingBytes,
      Counter refusedChanges) {
    MetricGroup group = operator.addGroup("learner");
    group.gauge("step", (Gauge<Long>) () -> last.step() + 1);
    group.gauge("images", (Gauge<Long>) () -> last.images());
    NUMBERS.forEach(
        (name, number) -> group.gauge(name, (Gauge<Double>) () -> number.applyAsDouble(last)));
    group.gauge("probeWindowAccuracy", (Gauge<Double>) probeWindow::mean);
    group.gauge("skippedSteps", (Gauge<Long>) () -> guard().skipped());
    group.gauge("collapsedSteps", (Gauge<Long>) () -> guard().collapsed());
    group.gauge("held", (Gauge<Integer>) () -> guard().held() ? 1 : 0);
    group.gauge("rollbacks", (Gauge<Long>) () -> guard().rollbacks());
    group.meter("imagesPerSecond", new MeterView(imageRate));
    group.histogram("stepMillis", stepMillis);
    group.histogram("waitForInputMillis", waitMillis);
    group.gauge("waiting", waiting);
    ignored = group.counter("ignored");
    this.refusedChanges = group.counter("refusedChanges", refusedChanges);
    group.gauge("snapshotStep", (Gauge<Long>) () -> snapshotStep);
    group.gauge(
        "snapshotAgeSeconds", (Gauge<Long>) () -> Math.max(0, clock.millis() - snapshotAt) / 1000);
    group.gauge("snapshotMillis", (Gauge<Double>) () -> snapshotMillis);
    failedSnapshots = group.counter("failedSnapshots");
    group.gauge("stateBytes", (Gauge<Long>) () -> stateBytes);
    group.gauge("checkpointPauseMillis", (Gauge<Double>) () -> pauseMillis);
    group.gauge("stagingBytes", stagingBytes);
    group.gauge("checkpointStep", (Gauge<Long>) () -> checkpointStep);
    group.gauge(
        "checkpointAgeSeconds",
        (Gauge<Long>) () -> Math.max(0, clock.millis() - checkpointAt) / 1000);
    failedCheckpoints = group.counter("failedCheckpoints");
  }

  private GuardCounts guard() {
    return last.guard().counts();
  }

  void stepDone(StepReport report, int images, long waitNanos, long stepNanos) {
    last = report;
    if (report.isLabelled()) {
      probeWindow.add(report.probeAccuracy());
    }
    imageRate.inc(images);
    waitMillis.update(waitNanos / 1_000_000);
    stepMillis.update(stepNanos / 1_000_000);
  }

  void ignoredExample() {
    ignored.inc();
  }

  long refusedChanges() {
    return refusedChanges.getCount();
  }

  /** Before the first snapshot its age counts from here. */
  void snapshotsStartAt(long millis) {
    snapshotAt = millis;
  }

  void snapshotPublished(long step, long millis, long nanos) {
    snapshotStep = step;
    snapshotAt = millis;
    snapshotMillis = nanos / 1e6;
  }

  void snapshotFailed() {
    failedSnapshots.inc();
  }

  long failedSnapshots() {
    return failedSnapshots.getCount();
  }

  void stateCopied(long bytes, long nanos) {
    stateBytes = bytes;
    pauseMillis = nanos / 1e6;
  }

  /** The last complete checkpoint, or the state that the trainer started from. */
  void checkpointCompleted(long step, long millis) {
    checkpointStep = step;
    checkpointAt = millis;
  }

  void checkpointFailed() {
    failedCheckpoints.inc();
  }

  long failedCheckpoints() {
    return failedCheckpoints.getCount();
  }

  /** The finite numbers of the last step, by name; empty before the first. */
  Map<String, Double> numbers() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    if (last != NONE) {
      NUMBERS.forEach(
          (name, number) -> {
            double value = number.applyAsDouble(last);
            if (Double.isFinite(value)) {
              numbers.put(name, value);
            }
          });
    }
    return numbers;
  }
}
