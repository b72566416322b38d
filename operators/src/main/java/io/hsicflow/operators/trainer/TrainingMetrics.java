package io.hsicflow.operators.trainer;

import io.hsicflow.model.guard.GuardCounts;
import io.hsicflow.model.guard.GuardReport;
import io.hsicflow.model.learner.StepReport;
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
 * probeAccuracy} of the last step; {@code skippedSteps}, {@code collapsedSteps}, {@code held} and
 * {@code rollbacks} of the guards; {@code images}, {@code imagesPerSecond}; {@code stepMillis} and
 * {@code waitForInputMillis} (histograms over 200 steps); {@code waiting} examples, {@code ignored}
 * ones after the last step; {@code snapshotStep}, {@code snapshotAgeSeconds}; {@code stateBytes}
 * and {@code checkpointPauseMillis} of the last checkpoint.
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
    NUMBERS.put("probeLoss", StepReport::probeLoss);
    NUMBERS.put("probeAccuracy", StepReport::probeAccuracy);
  }

  private final Counter imageRate = new SimpleCounter();
  private final Counter ignored;
  private final Histogram stepMillis = new DescriptiveStatisticsHistogram(WINDOW);
  private final Histogram waitMillis = new DescriptiveStatisticsHistogram(WINDOW);
  private volatile StepReport last = NONE;
  private volatile long snapshotStep = -1;
  private volatile long stateBytes;
  private volatile double pauseMillis;

  TrainingMetrics(MetricGroup operator, Gauge<Integer> waiting, Gauge<Long> snapshotAgeSeconds) {
    MetricGroup group = operator.addGroup("learner");
    group.gauge("step", (Gauge<Long>) () -> last.step() + 1);
    group.gauge("images", (Gauge<Long>) () -> last.images());
    NUMBERS.forEach(
        (name, number) -> group.gauge(name, (Gauge<Double>) () -> number.applyAsDouble(last)));
    group.gauge("skippedSteps", (Gauge<Long>) () -> guard().skipped());
    group.gauge("collapsedSteps", (Gauge<Long>) () -> guard().collapsed());
    group.gauge("held", (Gauge<Integer>) () -> guard().held() ? 1 : 0);
    group.gauge("rollbacks", (Gauge<Long>) () -> guard().rollbacks());
    group.meter("imagesPerSecond", new MeterView(imageRate));
    group.histogram("stepMillis", stepMillis);
    group.histogram("waitForInputMillis", waitMillis);
    group.gauge("waiting", waiting);
    ignored = group.counter("ignored");
    group.gauge("snapshotStep", (Gauge<Long>) () -> snapshotStep);
    group.gauge("snapshotAgeSeconds", snapshotAgeSeconds);
    group.gauge("stateBytes", (Gauge<Long>) () -> stateBytes);
    group.gauge("checkpointPauseMillis", (Gauge<Double>) () -> pauseMillis);
  }

  private GuardCounts guard() {
    return last.guard().counts();
  }

  void stepDone(StepReport report, int images, long waitNanos, long stepNanos) {
    last = report;
    imageRate.inc(images);
    waitMillis.update(waitNanos / 1_000_000);
    stepMillis.update(stepNanos / 1_000_000);
  }

  void ignoredExample() {
    ignored.inc();
  }

  void snapshotPublished(long step) {
    snapshotStep = step;
  }

  void stateCopied(long bytes, long nanos) {
    stateBytes = bytes;
    pauseMillis = nanos / 1e6;
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
