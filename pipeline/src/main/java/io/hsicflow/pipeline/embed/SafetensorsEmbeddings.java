package io.hsicflow.pipeline.embed;

import io.hsicflow.model.json.JsonWriter;
import io.hsicflow.model.snapshot.SafetensorsRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Embeddings as safetensors: {@code embeddings}, F32 [n, d], and {@code images}, U8 [bytes], which
 * is UTF-8 text with a line for each image, {@code {"id":...,"label":...,"split":...}}, for a topic
 * with its {@code place}.
 */
final class SafetensorsEmbeddings implements EmbeddingsOutput {
  /** The tensor of embeddings. */
  static final String EMBEDDINGS = "embeddings";

  /** The tensor that says which images they are of. */
  static final String IMAGES = "images";

  private final SafetensorsRows rows;

  SafetensorsEmbeddings(Path file, int dimension, Map<String, String> metadata) throws IOException {
    rows = new SafetensorsRows(file, EMBEDDINGS, dimension, IMAGES, metadata);
  }

  @Override
  public void add(ImageFacts image, float[] values, int from) throws IOException {
    // Written as JSON, no text has an end of line in it.
    rows.add(values, from, JsonWriter.write(image.object()));
  }

  @Override
  public void finish() throws IOException {
    rows.finish();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
