package io.hsicflow.pipeline.embed;

import io.hsicflow.model.json.JsonException;
import io.hsicflow.model.json.JsonReader;
import io.hsicflow.model.metrics.Vectors;
import io.hsicflow.model.snapshot.ElementType;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.model.snapshot.Safetensors;
import io.hsicflow.model.snapshot.SafetensorsException;
import io.hsicflow.model.snapshot.TensorData;
import io.hsicflow.pipeline.UserException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Embeddings that {@link EmbeddingsFile} wrote as safetensors. */
public final class StoredEmbeddings {
  /** Of the heap, which a file may take. */
  private static final int HEAP_PARTS = 2;

  /** Embeddings that are looked at together. */
  private static final int ROWS = 4096;

  private final TensorData embeddings;
  private final List<ImageFacts> images;

  private StoredEmbeddings(TensorData embeddings, List<ImageFacts> images) {
    this.embeddings = embeddings;
    this.images = images;
  }

  /**
   * Reads a file.
   *
   * @param madeBy the snapshot that must have made it: vectors compare only within one
   * @throws UserException where it is no such file, another snapshot made it, or it does not fit
   *     the heap
   */
  public static StoredEmbeddings read(Path path, EncoderSnapshot madeBy) throws IOException {
    Safetensors file;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      long most = Runtime.getRuntime().maxMemory() / HEAP_PARTS;
      if (Files.size(path) > most) {
        throw new UserException(
            path
                + " has "
                + Files.size(path)
                + " bytes, and at most half of Java's heap, "
                + most
                + ", is read: give the images by --data, or Java a larger heap.");
      }
      file = Safetensors.read(in, most);
    } catch (NoSuchFileException e) {
      throw new UserException("There is no file " + path + ".", e);
    } catch (SafetensorsException e) {
      throw notOurs(path, e.getMessage(), e);
    }
    String digest = file.metadata().get(EmbeddingsFile.DIGEST);
    TensorData embeddings = file.tensors().get(SafetensorsEmbeddings.EMBEDDINGS);
    TensorData lines = file.tensors().get(SafetensorsEmbeddings.IMAGES);
    if (digest == null
        || embeddings == null
        || embeddings.type() != ElementType.F32
        || embeddings.shape().length != 2
        || lines == null
        || lines.type() != ElementType.U8) {
      throw notOurs(
          path, "It has no embeddings, no images, or does not say which snapshot made them.", null);
    }
    if (!digest.equals(madeBy.digest())) {
      throw new UserException(
          path
              + " was made by the snapshot "
              + digest
              + ", and the query is embedded by "
              + madeBy.digest()
              + ": vectors compare only within one; name that snapshot, or embed the images again.");
    }
    return of(path, embeddings, lines);
  }

  private static StoredEmbeddings of(Path path, TensorData embeddings, TensorData lines) {
    List<ImageFacts> images;
    try {
      images =
          new String(lines.bytes(), StandardCharsets.UTF_8)
              .lines()
              .map(line -> ImageFacts.of(JsonReader.parseObject(line)))
              .toList();
    } catch (JsonException e) {
      throw notOurs(path, e.getMessage(), e);
    }
    if (images.size() != embeddings.shape()[0]) {
      throw notOurs(
          path,
          "It has " + embeddings.shape()[0] + " embeddings and " + images.size() + " images.",
          null);
    }
    if (images.stream().anyMatch(image -> image.id() == null)) {
      throw notOurs(path, "An image has no id.", null);
    }
    return new StoredEmbeddings(embeddings, images);
  }

  private static UserException notOurs(Path path, String why, Exception cause) {
    return new UserException(
        path
            + " is no safetensors file of 'hsicflow embed'. "
            + why
            + " Make one, or give the images by --data.",
        cause);
  }

  /** Hands all of them to a search. */
  public void offerTo(NearestImages nearest) {
    int dimension = embeddings.shape()[1];
    ByteBuffer values = ByteBuffer.wrap(embeddings.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < images.size(); from += ROWS) {
      int to = Math.min(images.size(), from + ROWS);
      float[] rows = new float[(to - from) * dimension];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = values.getFloat();
      }
      nearest.offer(images.subList(from, to), new Vectors(rows, dimension));
    }
  }
}
