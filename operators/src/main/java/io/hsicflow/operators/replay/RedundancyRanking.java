package io.hsicflow.operators.replay;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import io.hsicflow.schemas.record.SourceImage;
import java.util.Arrays;

/**
 * Minimum redundancy: an image's rank is its similarity to the image of its shelf most like it, so
 * that the older one of the closest pair goes first. What is held spreads over what has been seen,
 * however often that was.
 *
 * <p>A new image is compared with all of its shelf, or with so many drawn at random where it holds
 * more, and so is one whose neighbour has left. Beyond that number similarities are those that were
 * met with, no longer the largest that there are.
 */
final class RedundancyRanking implements Ranking {

  /** The most images whose descriptors fit one array. */
  static final int MOST_IMAGES = (Integer.MAX_VALUE - 8) / Descriptors.LENGTH - 1;

  private static final int THOUSANDTHS = 1_000;
  private static final long UNLIKE = Integer.MIN_VALUE;

  private final SlotTable table;
  private final long seed;
  private final int candidates;
  private final Descriptors descriptors = new Descriptors();
  private final CounterRandom random;
  private short[] all = new short[0];
  private final Neighbours neighbours = new Neighbours();

  /**
   * @param candidates the most images that one is compared with
   */
  RedundancyRanking(SlotTable table, long seed, int candidates) {
    this.table = table;
    this.seed = seed;
    this.candidates = candidates;
    this.random = CounterRandom.at(seed, Purpose.SEQUENCE, 0, DrawKind.CANDIDATES.stream());
  }

  @Override
  public void begin(long number) {
    random.reset(seed, Purpose.SEQUENCE, number, DrawKind.CANDIDATES.stream());
  }

  @Override
  public byte[] describe(SourceImage image) {
    return descriptors.of(image);
  }

  @Override
  public void enter(Shelf shelf, int slot, byte[] descriptor) {
    keep(slot, descriptor);
    table.setRank(slot, closest(shelf, slot));
  }

  @Override
  public int novelty(int slot) {
    if (neighbours.of(slot) == Neighbours.ALONE) {
      return -1;
    }
    // Rounding may take two of one look a little above 1.
    double similarity = Math.min(1, table.rank(slot) / Descriptors.ONE);
    return (int) Math.round(THOUSANDTHS * (1 - similarity));
  }

  @Override
  public void left(Shelf shelf, int slot) {
    neighbours.set(slot, Neighbours.ALONE);
    // In the order in which they stand, since each may draw, and become the neighbour of a later
    // one.
    int[] places = Arrays.stream(neighbours.widows(slot)).map(table::place).sorted().toArray();
    for (int place : places) {
      int widow = shelf.slot(place);
      if (neighbours.of(widow) == slot) {
        shelf.rank(widow, closest(shelf, widow));
      }
    }
  }

  @Override
  public void restore(int slot, BufferOrder order, int index, byte[] descriptor) {
    keep(slot, descriptor);
    neighbours.set(slot, order.neighbours()[index]);
    table.setRank(slot, order.similarities()[index]);
  }

  @Override
  public boolean compares() {
    return true;
  }

  @Override
  public int neighbour(int slot) {
    return neighbours.of(slot);
  }

  private void keep(int slot, byte[] descriptor) {
    int capacity = all.length / Descriptors.LENGTH;
    if (slot >= capacity) {
      // One more than are held, since a new image is ranked before room is made for it.
      int more = (int) Math.min(MOST_IMAGES + 1L, Math.max(table.slots(), 2L * capacity));
      all = Arrays.copyOf(all, more * Descriptors.LENGTH);
    }
    Descriptors.read(descriptor, all, slot * Descriptors.LENGTH);
  }

  /**
   * The largest similarity of an image to candidates of its shelf, whose neighbour it becomes where
   * none is closer to them.
   */
  private long closest(Shelf shelf, int slot) {
    boolean everyone = shelf.size() <= candidates;
    int count = everyone ? shelf.size() : candidates;
    long largest = UNLIKE;
    int nearest = Neighbours.ALONE;
    for (int i = 0; i < count; i++) {
      int other = shelf.slot(everyone ? i : random.nextInt(shelf.size()));
      if (other == slot) {
        continue;
      }
      int similarity =
          Descriptors.similarity(all, slot * Descriptors.LENGTH, other * Descriptors.LENGTH);
      if (similarity > largest) {
        largest = similarity;
        nearest = other;
      }
      if (similarity > table.rank(other)) {
        neighbours.set(other, slot);
        shelf.rank(other, similarity);
      }
    }
    neighbours.set(slot, nearest);
    return largest;
  }
}
