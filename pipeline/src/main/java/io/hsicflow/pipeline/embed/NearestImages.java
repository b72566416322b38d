package io.hsicflow.pipeline.embed;

import io.hsicflow.model.metrics.NearestNeighbours;
import io.hsicflow.model.metrics.Neighbours;
import io.hsicflow.model.metrics.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The images whose embeddings have the largest cosine with that of a query, of any number that
 * come; where two are equally near, the one that came first.
 */
public final class NearestImages {
  private final Vectors query;
  private final int count;
  private final NearestNeighbours search;
  private List<Match> matches = List.of();
  private long searched;

  /**
   * One of them.
   *
   * @param similarity the cosine
   * @param rgb what the encoder saw; null where that is not known
   */
  public record Match(ImageFacts image, double similarity, byte[] rgb) {}

  /**
   * A search without images yet.
   *
   * @param query one embedding
   * @param count how many are wanted
   * @throws IllegalArgumentException where that is below 1
   */
  public NearestImages(Vectors query, int count) {
    this.query = query;
    this.count = count;
    this.search = new NearestNeighbours(count, 1);
  }

  /** Takes further images and their embeddings. */
  public void offer(List<ImageFacts> images, Vectors embeddings) {
    offer(images, embeddings, new byte[0], 0);
  }

  /**
   * Takes further images, their embeddings and what the encoder saw.
   *
   * @param pixels so many bytes of each image at least; only those of the nearest are kept
   * @param imageBytes 0 where they are not known
   */
  public void offer(List<ImageFacts> images, Vectors embeddings, byte[] pixels, int imageBytes) {
    Neighbours found = search.byCosine(embeddings, query);
    List<Match> all = new ArrayList<>(matches);
    for (int i = 0; i < found.k(); i++) {
      if (Float.isFinite(found.similarity()[i])) {
        int index = found.index()[i];
        byte[] rgb =
            imageBytes == 0
                ? null
                : Arrays.copyOfRange(pixels, index * imageBytes, (index + 1) * imageBytes);
        all.add(new Match(images.get(index), found.similarity()[i], rgb));
      }
    }
    all.sort(Comparator.comparingDouble(Match::similarity).reversed());
    matches = List.copyOf(all.subList(0, Math.min(count, all.size())));
    searched += images.size();
  }

  /** The nearest until now, the nearest first. */
  public List<Match> matches() {
    return matches;
  }

  /** How many images came. */
  public long searched() {
    return searched;
  }
}
