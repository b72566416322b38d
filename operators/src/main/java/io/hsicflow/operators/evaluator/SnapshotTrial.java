package io.hsicflow.operators.evaluator;

import io.hsicflow.model.augment.Preprocess;
import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BackendSet;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.operators.clock.Clock;
import io.hsicflow.operators.embedder.EmbedOptions;
import io.hsicflow.operators.embedder.LoadedEncoder;
import io.hsicflow.operators.snapshot.SnapshotEvaluation;
import io.hsicflow.operators.trainer.LearnerOptions;
import java.io.IOException;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates one snapshot after the other on the calling thread. The probe is read for the first one
 * and kept; it is read again where an encoder takes another input, and as long as it is too small.
 */
final class SnapshotTrial implements EvaluationLoop.Trial {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotTrial.class);

  private final Configuration config;
  private final ProbeLoader loader;
  private final StreamTrial stream;
  private final WorkShare share;
  private final SnapshotJudge judge;
  private final int batch;
  private Probe probe;
  private Preprocess.Kind kind;
  private int size;

  /**
   * @param window the last images of the stream; null where it is not looked at
   */
  SnapshotTrial(
      Configuration config, ProbeLoader loader, DriftWindow window, Clock clock, WorkShare share) {
    this.config = config;
    this.loader = loader;
    this.share = share;
    this.judge =
        new SnapshotJudge(
            config.get(EvaluationOptions.K),
            config.get(EvaluationOptions.TEMPERATURE),
            clock,
            share);
    this.batch = config.get(EvaluationOptions.BATCH);
    this.stream = window == null ? null : new StreamTrial(window, judge, batch, share);
  }

  /**
   * The evaluations of a snapshot.
   *
   * @throws IOException with a sentence where the probe cannot be read or has too few images
   * @throws EvaluationGivenUpException where the task ends
   */
  @Override
  public List<SnapshotEvaluation> evaluate(EncoderSnapshot snapshot) throws IOException {
    try (Backend backend =
            BackendSet.onClassPath()
                .open(
                    config.get(LearnerOptions.BACKEND),
                    Precision.FLOAT32,
                    1,
                    config.get(LearnerOptions.DEVICE));
        LoadedEncoder loaded =
            LoadedEncoder.load(
                backend, snapshot, config.getOptional(EmbedOptions.PREPROCESS).orElse(null))) {
      share.run();
      require(loaded.preprocess(), loaded.encoder().inputSize());
      EmbeddedProbe embedded = EmbeddedProbe.of(loaded.encoder(), probe, batch, share);
      List<SnapshotEvaluation> evaluations = judge.judge(embedded);
      evaluations.addAll(ofStream(loaded, embedded));
      return evaluations;
    }
  }

  /** What depends on the stream; the others do not wait for it. */
  private List<SnapshotEvaluation> ofStream(LoadedEncoder loaded, EmbeddedProbe embedded) {
    if (stream == null) {
      return List.of();
    }
    try {
      return stream.evaluate(loaded, embedded);
    } catch (EvaluationGivenUpException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      EvaluationGivenUpException.throwIfInterrupted();
      LOG.warn(
          "The stream's last images could not be read or compared, so that drift, novelty and sources are left out for the"
              + " snapshot of step {}. {}",
          loaded.step(),
          e.getMessage(),
          e);
      return List.of();
    }
  }

  private void require(Preprocess.Kind wantedKind, int wantedSize) throws IOException {
    if (probe == null || kind != wantedKind || size != wantedSize) {
      probe = null;
      Probe read = loader.load(wantedKind, wantedSize, share);
      if (!read.isEnough()) {
        throw new IOException(
            "The probe has "
                + read.bank().size()
                + " images of bank and "
                + read.query().size()
                + " of query, and nothing can be said from fewer than 2 each: put more images into"
                + " probe.topic or probe.folder.");
      }
      probe = read;
      kind = wantedKind;
      size = wantedSize;
    }
  }
}
