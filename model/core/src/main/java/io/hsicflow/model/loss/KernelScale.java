package io.hsicflow.model.loss;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Scope;
import io.hsicflow.model.backend.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The learned kernel scale c (docs/method.md section 5): Adam on minus the mean of {@code log
 * |dk/dq|} over squared distances q of randomly chosen hiddens, so that the kernel is most
 * sensitive where the distances are. No gradient to the hiddens.
 */
public final class KernelScale {
  /** The smallest scale, ours: the reference has no bound. */
  public static final double MINIMUM = 1e-3;

  /** Decay of Adam's first moment. */
  public static final double BETA1 = 0.9;

  /** Decay of Adam's second moment. */
  public static final double BETA2 = 0.999;

  /** What Adam adds to the root of the second moment. */
  public static final double EPSILON = 1e-8;

  /** Rows of distances looked at together: few enough for a processor's cache. */
  private static final int PIECE = 32;

  /**
   * All that changes of a kernel scale.
   *
   * @param scale c
   * @param mean Adam's first moment
   * @param square Adam's second moment
   * @param count updates done
   */
  public record State(double scale, double mean, double square, long count) {}

  /**
   * What an update saw.
   *
   * @param value mean of {@code log |dk/dq|}, floored at 1e-7, before the update
   * @param derivative of that mean with respect to c
   */
  public record Objective(double value, double derivative) {}

  private final Backend backend;
  private final LossSettings settings;
  private final StepDraws draws;
  private State state;

  /** A scale at its start. */
  public KernelScale(Backend backend, LossSettings settings, StepDraws draws) {
    this.backend = backend;
    this.settings = settings;
    this.draws = draws;
    state = new State(settings.initialScale(), 0, 0, 0);
  }

  /** c, always 1 for a kernel without scale. */
  public double scale() {
    return settings.kernel().hasScale() ? state.scale() : 1;
  }

  /** The state, to be kept. */
  public State state() {
    return state;
  }

  /** Goes back to a state that was kept. */
  public void restore(State kept) {
    state = kept;
  }

  /**
   * One step of Adam on the normalised hiddens; nothing where the kernel has no scale.
   *
   * @param step the step, for the draws
   * @return what it saw, the mean over the draws
   */
  public Objective update(HiddenStack stack, long step) {
    return update(observe(stack, step, 0), observe(stack, step, 1));
  }

  /**
   * What half of the sampled rows say to all of the others: the part of an update that takes time.
   * Both halves may be observed side by side; nothing changes.
   *
   * @param half 0 or 1
   * @return an objective for each draw, none where the kernel has no scale
   */
  public List<ScaleObjective> observe(HiddenStack stack, long step, int half) {
    List<ScaleObjective> objectives = new ArrayList<>();
    if (settings.kernel().hasScale()) {
      for (int draw = 0; draw < settings.draws(); draw++) {
        objectives.add(sampled(stack, step, draw, half));
      }
    }
    return objectives;
  }

  /** The rest of {@link #update(HiddenStack, long)}, from what the two halves said. */
  public Objective update(List<ScaleObjective> half, List<ScaleObjective> otherHalf) {
    if (!settings.kernel().hasScale()) {
      return new Objective(0, 0);
    }
    double value = 0;
    double derivative = 0;
    for (int draw = 0; draw < settings.draws(); draw++) {
      Objective one = half.get(draw).meanWith(otherHalf.get(draw));
      value += one.value() / settings.draws();
      derivative += one.derivative() / settings.draws();
    }
    descend(-derivative);
    return new Objective(value, derivative);
  }

  @SuppressWarnings("try") // the scope is there to be closed
  private ScaleObjective sampled(HiddenStack stack, long step, int draw, int half) {
    int[] all = sampledRows(stack, step, draw, 0);
    int middle = all.length / 2;
    int[] rows =
        half == 0 ? Arrays.copyOf(all, middle) : Arrays.copyOfRange(all, middle, all.length);
    int[] columns = sampledRows(stack, step, draw, 1);
    ScaleObjective objective = new ScaleObjective(settings.kernel(), state.scale());
    try (Scope scope = backend.scope()) {
      if (!objective.addThere(backend, stack.rows(), rows, columns)) {
        // Draws go hidden by hidden: a half is of half of them, the middle one counted in full.
        int most = (stack.hiddens() + 1) / 2 * stack.images();
        add(objective, stack, DrawnRows.of(rows, most), DrawnRows.of(columns, stack.count()));
      }
    }
    return objective;
  }

  private void add(ScaleObjective objective, HiddenStack stack, DrawnRows rows, DrawnRows columns) {
    Tensor distances =
        backend.squaredDistances(
            backend.selectRows(stack.rows(), rows.rows()),
            backend.selectRows(stack.rows(), columns.rows()));
    int width = distances.dimension(1);
    for (int first = 0; first < rows.drawn(); first += PIECE) {
      int count = Math.min(PIECE, rows.drawn() - first);
      objective.add(
          backend.read(backend.view(distances, (long) first * width, count, width)),
          Arrays.copyOfRange(rows.times(), first, first + count),
          columns.times());
    }
  }

  /** What is drawn of every hidden, as rows of the stack. */
  private int[] sampledRows(HiddenStack stack, long step, int draw, int side) {
    int each = settings.scaleRows() / stack.hiddens();
    int[] rows = draws.scaleRows(step, draw, side, stack.hiddens(), stack.images(), each);
    for (int i = 0; i < rows.length; i++) {
      rows[i] += i / each * stack.images();
    }
    return rows;
  }

  /** Adam (Kingma, Ba, arXiv 1412.6980) on the gradient of minus the objective. */
  private void descend(double gradient) {
    long count = state.count() + 1;
    double mean = BETA1 * state.mean() + (1 - BETA1) * gradient;
    double square = BETA2 * state.square() + (1 - BETA2) * gradient * gradient;
    double debiasedMean = mean / (1 - Math.pow(BETA1, count));
    double debiasedSquare = square / (1 - Math.pow(BETA2, count));
    double scale =
        state.scale() - settings.scaleRate() * debiasedMean / (Math.sqrt(debiasedSquare) + EPSILON);
    state = new State(Math.max(MINIMUM, scale), mean, square, count);
  }
}
