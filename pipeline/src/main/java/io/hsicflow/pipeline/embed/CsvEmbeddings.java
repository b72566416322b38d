package io.hsicflow.pipeline.embed;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Embeddings as CSV (RFC 4180, UTF-8): a line of titles, {@code id,label,split}, for a topic {@code
 * place}, {@code snapshot_digest}, the same in every line, because vectors compare only within one
 * and CSV has no other place for it that readers of tables know, then {@code e0} to the last
 * number; what is not known is empty, and every number reads back as the same single precision.
 */
final class CsvEmbeddings implements EmbeddingsOutput {
  private static final String END = "\r\n";

  private final BufferedWriter out;
  private final int dimension;
  private final boolean places;
  private final String digest;

  /**
   * @param digest of the snapshot that embeds
   * @param places whether the images have places in a topic
   */
  CsvEmbeddings(Path file, int dimension, String digest, boolean places) throws IOException {
    this.dimension = dimension;
    this.places = places;
    this.digest = digest;
    out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    out.write("id,label,split");
    if (places) {
      out.write(",place");
    }
    out.write("," + EmbeddingsFile.DIGEST);
    for (int i = 0; i < dimension; i++) {
      out.write(",e" + i);
    }
    out.write(END);
  }

  @Override
  public void add(ImageFacts image, float[] values, int from) throws IOException {
    out.write(quoted(image.id()));
    out.write("," + quoted(image.label()));
    out.write("," + quoted(image.split()));
    if (places) {
      out.write("," + quoted(image.place()));
    }
    out.write("," + digest);
    for (int i = from; i < from + dimension; i++) {
      out.write(",");
      out.write(Float.toString(values[i]));
    }
    out.write(END);
  }

  /** Section 2 of the RFC, rules 5 to 7: quoted where it has to be, quotes doubled. */
  static String quoted(String text) {
    if (text == null) {
      return "";
    }
    boolean plain = text.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  @Override
  public void finish() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
