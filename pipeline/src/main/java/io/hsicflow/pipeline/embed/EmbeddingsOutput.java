package io.hsicflow.pipeline.embed;

import java.io.Closeable;
import java.io.IOException;

/** Takes embeddings one after the other. */
interface EmbeddingsOutput extends Closeable {

  /** Takes the embedding that begins at {@code from}. */
  void add(ImageFacts image, float[] values, int from) throws IOException;

  /** Completes what was written. */
  void finish() throws IOException;
}
