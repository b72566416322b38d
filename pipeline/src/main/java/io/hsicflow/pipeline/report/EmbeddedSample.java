package io.hsicflow.pipeline.report;

import io.hsicflow.model.augment.Preprocess;
import io.hsicflow.model.metrics.Vectors;
import io.hsicflow.operators.evaluator.ProbeSplit;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.embed.ImageFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Images of a data set, what an encoder saw of them and how it embedded them. */
final class EmbeddedSample implements ShownImages {
  private final List<Entry> bank;
  private final List<Entry> query;
  private final List<String> bankLabels;
  private final List<String> queryLabels;
  private final BankAndQuery learned;
  private final int side;
  private final int rawSide;

  /**
   * One image.
   *
   * @param shown its picture, uint8 RGB of the side that is shown
   * @param raw the same of the side that is compared
   */
  private record Entry(ImageFacts facts, byte[] shown, byte[] raw, float[] embedding) {}

  private EmbeddedSample(List<Entry> bank, List<Entry> query, int side, int rawSide) {
    this.bank = bank;
    this.query = query;
    bankLabels = labels(bank);
    queryLabels = labels(query);
    learned = new BankAndQuery(vectors(bank), vectors(query));
    this.side = side;
    this.rawSide = rawSide;
  }

  /** Gathers images while they are embedded. */
  static final class Gathering {
    private final List<Entry> entries = new ArrayList<>();
    private final int inputSize;
    private final Shrinking toShow;
    private final Shrinking toCompare;

    /**
     * @param inputSize side of what the encoder sees in pixels
     */
    Gathering(int inputSize) {
      this.inputSize = inputSize;
      toShow = new Shrinking(inputSize, Math.min(inputSize, LARGEST_SIDE));
      toCompare = new Shrinking(inputSize, RawPixels.side(inputSize));
    }

    /** Takes a batch, as {@link io.hsicflow.pipeline.embed.EmbeddingPass.Receiver} does. */
    void take(List<ImageFacts> images, Vectors embeddings, byte[] pixels) {
      int bytes = 3 * inputSize * inputSize;
      int dimension = embeddings.dimension();
      for (int i = 0; i < images.size(); i++) {
        byte[] seen = Arrays.copyOfRange(pixels, i * bytes, (i + 1) * bytes);
        entries.add(
            new Entry(
                images.get(i),
                toShow.of(seen),
                toCompare.of(seen),
                Arrays.copyOfRange(embeddings.values(), i * dimension, (i + 1) * dimension)));
      }
    }

    /**
     * All of them, as bank and query.
     *
     * @param data what to call their data set
     * @throws UserException where there are too few
     */
    EmbeddedSample sample(String data) {
      Predicate<Entry> isQuery =
          ProbeSplit.query(entries, entry -> entry.facts.isTest(), entry -> entry.facts.id());
      List<Entry> query = entries.stream().filter(isQuery).toList();
      List<Entry> bank = entries.stream().filter(isQuery.negate()).toList();
      if (bank.isEmpty() || query.isEmpty()) {
        throw new UserException(
            "%s has %d images to look for neighbours among and %d to look for those of (below test/, else one in five by the hash of the id): give a few hundred."
                .formatted(data, bank.size(), query.size()));
      }
      return new EmbeddedSample(bank, query, toShow.to, toCompare.to);
    }
  }

  /** Brings what the encoder saw to a smaller side. */
  private static final class Shrinking {
    private final int from;
    private final int to;
    private final Preprocess resize;

    Shrinking(int from, int to) {
      this.from = from;
      this.to = to;
      resize = new Preprocess(Preprocess.Kind.WHOLE, to);
    }

    byte[] of(byte[] rgb) {
      if (from == to) {
        return rgb;
      }
      byte[] small = new byte[3 * to * to];
      resize.apply(rgb, from, from, small, 0);
      return small;
    }
  }

  @Override
  public int side() {
    return side;
  }

  @Override
  public List<String> bankLabels() {
    return bankLabels;
  }

  @Override
  public List<String> queryLabels() {
    return queryLabels;
  }

  private static List<String> labels(List<Entry> entries) {
    return entries.stream()
        .map(entry -> Optional.ofNullable(entry.facts.label()).orElse(""))
        .toList();
  }

  @Override
  public byte[] bankPicture(int index) {
    return bank.get(index).shown;
  }

  @Override
  public byte[] queryPicture(int index) {
    return query.get(index).shown;
  }

  @Override
  public BankAndQuery pixels() {
    return RawPixels.of(joined(bank), joined(query), 3 * rawSide * rawSide);
  }

  private static byte[] joined(List<Entry> entries) {
    int bytes = entries.get(0).raw.length;
    byte[] all = new byte[Math.multiplyExact(entries.size(), bytes)];
    for (int i = 0; i < entries.size(); i++) {
      System.arraycopy(entries.get(i).raw, 0, all, i * bytes, bytes);
    }
    return all;
  }

  @Override
  public BankAndQuery learned() {
    return learned;
  }

  private static Vectors vectors(List<Entry> entries) {
    int dimension = entries.get(0).embedding.length;
    float[] values = new float[Math.multiplyExact(entries.size(), dimension)];
    for (int i = 0; i < entries.size(); i++) {
      System.arraycopy(entries.get(i).embedding, 0, values, i * dimension, dimension);
    }
    return new Vectors(values, dimension);
  }
}
