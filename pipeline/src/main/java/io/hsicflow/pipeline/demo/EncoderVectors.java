package io.hsicflow.pipeline.demo;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.learner.Encoder;
import io.hsicflow.model.metrics.Vectors;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.pipeline.report.BankAndQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Embeddings of the bank and the query by an encoder in this process. */
final class EncoderVectors {
  private static final int CHUNK = 250;

  private EncoderVectors() {}

  /**
   * Embeds all of bank and query in this process.
   *
   * @param threads encoders beside one another, and threads of the backend
   */
  static BankAndQuery of(EncoderSnapshot snapshot, DemoData data, String backendName, int threads)
      throws IOException, InterruptedException {
    Work work = new Work(snapshot, data, backendName, threads);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int worker = i;
        running.add(
            executor.submit(
                () -> {
                  work.share(worker);
                  return null;
                }));
      }
      for (Future<?> future : running) {
        future.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(
          "The probe could not be embedded. " + e.getCause().getMessage(), e.getCause());
    } finally {
      executor.shutdownNow();
    }
    return work.vectors();
  }

  /** The positions of the bank and, after them, of the query, shared out in chunks. */
  private static final class Work {
    private final EncoderSnapshot snapshot;
    private final DemoData data;
    private final ProbePictures pictures;
    private final String backendName;
    private final int workers;
    private final float[][] chunks;

    Work(EncoderSnapshot snapshot, DemoData data, String backendName, int workers) {
      this.snapshot = snapshot;
      this.data = data;
      this.pictures = new ProbePictures(data, snapshot.metadata().inputSize());
      this.backendName = backendName;
      this.workers = workers;
      this.chunks = new float[count(data.bankSize()) + count(data.querySize())][];
    }

    private static int count(int images) {
      return (images + CHUNK - 1) / CHUNK;
    }

    void share(int worker) throws IOException {
      try (Backend backend = Backends.open(backendName, Precision.FLOAT32, workers);
          Encoder encoder = Encoder.load(backend, snapshot)) {
        for (int chunk = worker; chunk < chunks.length; chunk += workers) {
          byte[] pixels = pixels(chunk);
          chunks[chunk] = encoder.embed(pixels, pixels.length / pictures.bytes());
        }
      }
    }

    /** Making pictures is for one thread at a time, and little beside embedding them. */
    private synchronized byte[] pixels(int chunk) throws IOException {
      int ofBank = count(data.bankSize());
      if (chunk < ofBank) {
        return pictures.bank(chunk * CHUNK, Math.min(data.bankSize(), (chunk + 1) * CHUNK));
      }
      int from = (chunk - ofBank) * CHUNK;
      return pictures.query(from, Math.min(data.querySize(), from + CHUNK));
    }

    BankAndQuery vectors() {
      int ofBank = count(data.bankSize());
      int dimension = chunks[0].length / Math.min(CHUNK, data.bankSize());
      return new BankAndQuery(
          joined(0, ofBank, data.bankSize(), dimension),
          joined(ofBank, chunks.length, data.querySize(), dimension));
    }

    private Vectors joined(int from, int to, int count, int dimension) {
      float[] values = new float[Math.multiplyExact(count, dimension)];
      int at = 0;
      for (int chunk = from; chunk < to; chunk++) {
        System.arraycopy(chunks[chunk], 0, values, at, chunks[chunk].length);
        at += chunks[chunk].length;
      }
      return new Vectors(values, dimension);
    }
  }
}
