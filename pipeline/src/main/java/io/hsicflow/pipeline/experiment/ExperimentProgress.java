package io.hsicflow.pipeline.experiment;

import io.hsicflow.operators.clock.Clock;
import io.hsicflow.pipeline.bench.LearnPictures;
import io.hsicflow.pipeline.demo.ProgressLine;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Shows how far an experiment is. */
public final class ExperimentProgress {
  private static final double NANOS = 1e9;

  private final PrintWriter out;
  private final boolean terminal;
  private final Clock clock;
  private int passes;
  private int pass;
  private long steps;
  private long done;
  private long doneBefore;
  private long begun;
  private double loss;
  private ProgressLine line;

  /**
   * @param terminal whether a line can be written over
   */
  public ExperimentProgress(PrintWriter out, boolean terminal, Clock clock) {
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
  }

  void begin(StreamOrderSettings settings, LearnPictures data) {
    passes = settings.seeds() * StreamKind.values().length;
    begun = clock.nanos();
    out.println(
        String.format(
            Locale.ROOT,
            "%,d images to draw streams of %,d from, %d places for each, a buffer of %,d; bank of %,d, query of %,d, %,d refused.",
            data.train().size(),
            settings.images(),
            settings.k(),
            settings.held(),
            data.bank().size(),
            data.query().size(),
            data.refused()));
    out.flush();
  }

  void beginPass(StreamKind kind, long seed, int stepsOfPass) {
    pass++;
    steps = stepsOfPass;
    doneBefore = done;
    line = new ProgressLine(out, terminal, stepsOfPass);
    line.say(
        String.format(
            Locale.ROOT,
            "Stream %s, seed %d (%d of %d): %d arms in turns, %,d steps each.",
            kind,
            seed,
            pass,
            passes,
            Arm.values().length,
            stepsOfPass / Arm.values().length));
  }

  void advanced(int more, double lossNow) {
    done += more;
    loss = lossNow;
    line.show(state(), clock.nanos());
  }

  void endPass(List<ArmResult> results) {
    line.finish(state());
    for (ArmResult result : results) {
      line.say(
          String.format(
              Locale.ROOT,
              "  %-14s  kNN %.2f %% (k = 5), %.2f %% (k = 200)",
              result.arm(),
              100 * result.all().nearest5(),
              100 * result.all().nearest200()));
    }
  }

  private ProgressLine.State state() {
    double perStep = (clock.nanos() - begun) / NANOS / Math.max(1, done);
    long left = (passes - pass + 1) * steps - (done - doneBefore);
    return new ProgressLine.State(done - doneBefore, loss, Double.NaN, left * perStep, Double.NaN);
  }
}
