package io.hsicflow.operators.replay;

import java.util.Arrays;

/**
 * What is known of every held image, by its slot, in arrays that grow with the number of slots ever
 * in use. A slot that was given back is used again.
 */
final class SlotTable {

  /** A training step that none is. */
  static final long NO_STEP = -1;

  private static final int FIRST_CAPACITY = 64;

  private long[] numbers = new long[FIRST_CAPACITY];
  private int[] bytes = new int[FIRST_CAPACITY];
  private long[] moments = new long[FIRST_CAPACITY];
  private long[] ranks = new long[FIRST_CAPACITY];
  private long[] steps = new long[FIRST_CAPACITY];
  private int[] places = new int[FIRST_CAPACITY];
  private int[] heapPlaces = new int[FIRST_CAPACITY];
  private Shelf[] shelves = new Shelf[FIRST_CAPACITY];
  private int[] free = new int[FIRST_CAPACITY];
  private int freeCount;
  private int used;

  /** A slot for an image; which one has no influence on any decision. */
  int take(long number, int size, long moment) {
    if (freeCount == 0) {
      free[freeCount++] = used;
      growTo(used + 1);
    }
    int slot = free[--freeCount];
    set(slot, number, size, moment);
    return slot;
  }

  /** Fills a slot as a state says; {@link #restored} follows the last one. */
  void restore(int slot, long number, int size, long moment) {
    growTo(slot + 1);
    set(slot, number, size, moment);
  }

  /** The slots below the highest in use that hold nothing are free. */
  void restored() {
    for (int slot = 0; slot < used; slot++) {
      if (shelves[slot] == null) {
        free[freeCount++] = slot;
      }
    }
  }

  private void set(int slot, long number, int size, long moment) {
    numbers[slot] = number;
    bytes[slot] = size;
    moments[slot] = moment;
    ranks[slot] = 0;
    steps[slot] = NO_STEP;
  }

  void giveBack(int slot) {
    shelves[slot] = null;
    free[freeCount++] = slot;
  }

  private void growTo(int slots) {
    used = Math.max(used, slots);
    if (used <= numbers.length) {
      return;
    }
    int capacity = (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(used, 2L * numbers.length));
    numbers = Arrays.copyOf(numbers, capacity);
    bytes = Arrays.copyOf(bytes, capacity);
    moments = Arrays.copyOf(moments, capacity);
    ranks = Arrays.copyOf(ranks, capacity);
    steps = Arrays.copyOf(steps, capacity);
    places = Arrays.copyOf(places, capacity);
    heapPlaces = Arrays.copyOf(heapPlaces, capacity);
    shelves = Arrays.copyOf(shelves, capacity);
    free = Arrays.copyOf(free, capacity);
  }

  /** One more than the highest slot that was ever in use. */
  int slots() {
    return used;
  }

  /** The number of the fresh image. */
  long number(int slot) {
    return numbers[slot];
  }

  int bytes(int slot) {
    return bytes[slot];
  }

  /** As {@link HeldImage#moment}. */
  long moment(int slot) {
    return moments[slot];
  }

  /** What the shelf's heap goes by: the largest goes first, and the older of two alike. */
  long rank(int slot) {
    return ranks[slot];
  }

  /** Sets the rank of an image that no heap has yet; others change theirs on {@link Shelf}. */
  void setRank(int slot, long rank) {
    ranks[slot] = rank;
  }

  /** The last training step that the image has a place in. */
  long step(int slot) {
    return steps[slot];
  }

  void setStep(int slot, long step) {
    steps[slot] = step;
  }

  Shelf shelf(int slot) {
    return shelves[slot];
  }

  void setShelf(int slot, Shelf shelf) {
    shelves[slot] = shelf;
  }

  /** Where the image stands on its shelf. */
  int place(int slot) {
    return places[slot];
  }

  void setPlace(int slot, int place) {
    places[slot] = place;
  }

  /** Where the image stands in its shelf's heap. */
  int heapPlace(int slot) {
    return heapPlaces[slot];
  }

  void setHeapPlace(int slot, int place) {
    heapPlaces[slot] = place;
  }

  /** Whether the image in {@code slot} goes before that in {@code other}. */
  boolean goesBefore(int slot, int other) {
    return ranks[slot] != ranks[other]
        ? ranks[slot] > ranks[other]
        : numbers[slot] < numbers[other];
  }
}
