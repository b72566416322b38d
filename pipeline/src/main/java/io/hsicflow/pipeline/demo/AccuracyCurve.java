package io.hsicflow.pipeline.demo;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.learner.Encoder;
import io.hsicflow.model.metrics.Vectors;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.operators.snapshot.SnapshotPointer;
import io.hsicflow.operators.snapshot.SnapshotStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Evaluates snapshots while training goes on: on a part of bank and query and by one thread, so
 * that little is taken from the trainer. A snapshot that comes while another is under way is passed
 * over.
 */
final class AccuracyCurve implements AutoCloseable {
  private static final int BANK = 2_000;
  private static final int QUERY = 1_000;
  private static final int CHUNK = 250;
  private static final long CLOSE_SECONDS = 30;

  private final SnapshotStore store;
  private final byte[] pixels;
  private final int bank;
  private final int query;
  private final int pictureBytes;
  private final ProbeLabels labels;
  private final String backendName;
  private final int backendThreads;
  private final ExecutorService thread = Executors.newSingleThreadExecutor(AccuracyCurve::daemon);
  private final List<Point> points = new ArrayList<>();
  private Future<Point> running;
  private String newestDigest;
  private volatile boolean closed;

  /**
   * A snapshot's worth on a part of the probe.
   *
   * @param step after which it was made
   * @param images seen until then
   */
  record Point(long step, long images, Score score) {}

  AccuracyCurve(
      SnapshotStore store,
      DemoData data,
      int size,
      ProbeLabels labels,
      String backendName,
      int backendThreads)
      throws IOException {
    this.store = store;
    this.backendName = backendName;
    this.backendThreads = backendThreads;
    bank = Math.min(BANK, data.bankSize());
    query = Math.min(QUERY, data.querySize());
    this.labels =
        labels == null
            ? null
            : new ProbeLabels(
                Arrays.copyOf(labels.bank(), bank), Arrays.copyOf(labels.query(), query));
    ProbePictures pictures = new ProbePictures(data, size);
    pictureBytes = pictures.bytes();
    byte[] bankPixels = pictures.bank(0, bank);
    byte[] queryPixels = pictures.query(0, query);
    pixels = Arrays.copyOf(bankPixels, bankPixels.length + queryPixels.length);
    System.arraycopy(queryPixels, 0, pixels, bankPixels.length, queryPixels.length);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "demo-curve");
    thread.setDaemon(true);
    return thread;
  }

  /** How many images of the bank are looked among. */
  int bank() {
    return bank;
  }

  /** How many images of the query are classified. */
  int query() {
    return query;
  }

  /**
   * Starts the evaluation of a new snapshot and collects one that is ready; never waits.
   *
   * @return the point that is new
   */
  Optional<Point> poll() throws IOException, InterruptedException {
    Optional<Point> ready = Optional.empty();
    if (running != null && running.isDone()) {
      ready = Optional.of(collect());
    }
    if (running == null) {
      Optional<SnapshotPointer> newest = store.newest();
      if (newest.isPresent() && !newest.get().digest().equals(newestDigest)) {
        newestDigest = newest.get().digest();
        running = thread.submit(() -> evaluate(newest.get()));
      }
    }
    return ready;
  }

  private Point collect() throws IOException, InterruptedException {
    try {
      Point point = running.get();
      points.add(point);
      return point;
    } catch (ExecutionException e) {
      throw new IOException(
          "A snapshot could not be evaluated. " + e.getCause().getMessage(), e.getCause());
    } finally {
      running = null;
    }
  }

  /** All points until now, as CSV. */
  List<String> csv() {
    List<String> lines = new ArrayList<>();
    lines.add("step,images,bank,query,knn5,knn200,linear,rankme,deviation");
    for (Point point : points) {
      Score score = point.score;
      lines.add(
          point.step
              + ","
              + point.images
              + ","
              + bank
              + ","
              + query
              + ","
              + ScoreTable.cell(score.nearest5())
              + ","
              + ScoreTable.cell(score.nearest200())
              + ","
              + ScoreTable.cell(score.linear())
              + ","
              + ScoreTable.cell(score.rankMe())
              + ","
              + ScoreTable.cell(score.deviation()));
    }
    return lines;
  }

  private Point evaluate(SnapshotPointer pointer) throws IOException {
    EncoderSnapshot snapshot = store.read(pointer);
    try (Backend backend = Backends.open(backendName, Precision.FLOAT32, backendThreads);
        Encoder encoder = Encoder.load(backend, snapshot)) {
      float[] values = new float[(bank + query) * encoder.dimension()];
      for (int from = 0; from < bank + query && !closed; from += CHUNK) {
        int to = Math.min(bank + query, from + CHUNK);
        float[] chunk =
            encoder.embed(
                Arrays.copyOfRange(pixels, from * pictureBytes, to * pictureBytes), to - from);
        System.arraycopy(chunk, 0, values, from * encoder.dimension(), chunk.length);
      }
      int split = bank * encoder.dimension();
      Vectors ofBank = new Vectors(Arrays.copyOf(values, split), encoder.dimension());
      Vectors ofQuery =
          new Vectors(Arrays.copyOfRange(values, split, values.length), encoder.dimension());
      Score score = Score.ofEncoder("trained", Score.Kind.TRAINED, ofBank, ofQuery, labels, 1);
      return new Point(snapshot.metadata().step(), snapshot.metadata().images(), score);
    }
  }

  /** Gives up an evaluation under way. */
  @Override
  public void close() {
    closed = true;
    thread.shutdown();
    try {
      thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
