package io.hsicflow.operators.evaluator;

import io.hsicflow.model.augment.Preprocess;
import io.hsicflow.model.metrics.Vectors;
import io.hsicflow.operators.embedder.LoadedEncoder;
import io.hsicflow.operators.snapshot.SnapshotEvaluation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the stream does, seen by one snapshot after the other: how far its last images are from the
 * bank, how far from those of an evaluation before, and who sent them.
 */
final class StreamTrial {

  private final DriftWindow window;
  private final SnapshotJudge judge;
  private final int batch;
  private final Runnable between;
  private final EarlierWindow earlier = new EarlierWindow();

  /**
   * @param batch pictures that are embedded at a time
   * @param between called every few milliseconds of work
   */
  StreamTrial(DriftWindow window, SnapshotJudge judge, int batch, Runnable between) {
    this.window = window;
    this.judge = judge;
    this.batch = batch;
    this.between = between;
  }

  /**
   * Its evaluations by one encoder; without those that compare windows where there is none to
   * compare with.
   *
   * @param embedded the probe, by the same encoder
   * @throws IOException with a sentence where the stream cannot be read
   * @throws EvaluationGivenUpException where the task ends
   */
  List<SnapshotEvaluation> evaluate(LoadedEncoder loaded, EmbeddedProbe embedded)
      throws IOException {
    Preprocess.Kind kind = loaded.preprocess();
    int size = loaded.encoder().inputSize();
    List<WindowImage> last = window.load(kind, size, between);
    List<SnapshotEvaluation> found = new ArrayList<>();
    if (last.isEmpty()) {
      return found;
    }
    Vectors now = embed(loaded, last.stream().map(WindowImage::picture).toList());
    judge.drift(embedded, now).ifPresent(found::add);
    found.add(judge.sources(last));
    if (!earlier.fits(kind, size)) {
      earlier.replace(last, kind, size);
      return found;
    }
    int[] since = earlier.since(last);
    if (EarlierWindow.isEnough(since.length, last.size())) {
      Vectors before = embed(loaded, earlier.pictures());
      found.addAll(judge.change(embedded, before, now.select(since)));
      earlier.replace(last, kind, size);
    }
    return found;
  }

  private Vectors embed(LoadedEncoder loaded, List<ProbePicture> pictures) {
    return EmbeddedProbe.of(loaded.encoder(), pictures, batch, between);
  }
}
