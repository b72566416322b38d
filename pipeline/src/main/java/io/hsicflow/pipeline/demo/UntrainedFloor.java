package io.hsicflow.pipeline.demo;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.learner.Learner;
import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.model.learner.StatisticsRefresh;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.pipeline.report.BankAndQuery;
import java.io.IOException;
import java.util.List;

/**
 * What the encoder is worth before its first step, with the weights that training starts from: with
 * the running statistics of a fresh learner and with those of the images.
 */
final class UntrainedFloor {
  /** Enough for an average with decay 0.9 to forget its start. */
  private static final int BATCHES = 20;

  private static final int BATCH = 256;

  private final String backendName;
  private final int threads;

  UntrainedFloor(String backendName, int threads) {
    this.backendName = backendName;
    this.threads = threads;
  }

  List<Score> scores(LearnerSettings settings, DemoData data, ProbeLabels labels)
      throws IOException, InterruptedException {
    EncoderSnapshot fresh;
    EncoderSnapshot fitted;
    int shown = Math.min(data.bankSize(), BATCHES * BATCH);
    ProbePictures pictures = new ProbePictures(data, settings.architecture().inputSize());
    try (Backend backend = open();
        Learner learner = Learner.create(backend, settings)) {
      fresh = learner.snapshot();
      fitted =
          StatisticsRefresh.withStatisticsOf(
              backend, fresh, pictures.bank(0, shown), shown, Math.min(shown, BATCH));
    }
    return List.of(
        score("untrained encoder, fresh statistics", fresh, data, labels),
        score("untrained encoder, statistics of the images", fitted, data, labels));
  }

  private Score score(String name, EncoderSnapshot snapshot, DemoData data, ProbeLabels labels)
      throws IOException, InterruptedException {
    BankAndQuery vectors = EncoderVectors.of(snapshot, data, backendName, threads);
    return Score.ofEncoder(
        name, Score.Kind.UNTRAINED, vectors.bank(), vectors.query(), labels, Math.min(2, threads));
  }

  private Backend open() {
    return Backends.open(backendName, Precision.FLOAT32, threads);
  }
}
