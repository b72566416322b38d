package io.hsicflow.operators.replay;

import java.util.Arrays;

/**
 * Which image each held one is most like, by slots, and the other way round: those whose neighbour
 * an image is are found without a look at all others.
 */
final class Neighbours {

  /** The neighbour of an image that has none. */
  static final int ALONE = -1;

  private int[] of = new int[0];

  // The slots whose neighbour a slot is are a list, linked in both directions.
  private int[] first = new int[0];
  private int[] next = new int[0];
  private int[] previous = new int[0];

  /** The neighbour of the image in {@code slot}, {@link #ALONE} where it has none. */
  int of(int slot) {
    return slot < of.length ? of[slot] : ALONE;
  }

  /** Sets the neighbour of the image in {@code slot}, {@link #ALONE} for none. */
  void set(int slot, int neighbour) {
    growTo(Math.max(slot, neighbour) + 1);
    int before = of[slot];
    if (before == neighbour) {
      return;
    }
    if (before != ALONE) {
      unlink(slot, before);
    }
    of[slot] = neighbour;
    if (neighbour != ALONE) {
      link(slot, neighbour);
    }
  }

  /** The slots whose neighbour is {@code slot}, in any order. */
  int[] widows(int slot) {
    int count = 0;
    for (int one = first(slot); one != ALONE; one = next[one]) {
      count++;
    }
    int[] widows = new int[count];
    for (int one = first(slot); one != ALONE; one = next[one]) {
      widows[--count] = one;
    }
    return widows;
  }

  private int first(int slot) {
    return slot < first.length ? first[slot] : ALONE;
  }

  private void link(int slot, int neighbour) {
    int follower = first[neighbour];
    next[slot] = follower;
    previous[slot] = ALONE;
    if (follower != ALONE) {
      previous[follower] = slot;
    }
    first[neighbour] = slot;
  }

  private void unlink(int slot, int neighbour) {
    if (previous[slot] == ALONE) {
      first[neighbour] = next[slot];
    } else {
      next[previous[slot]] = next[slot];
    }
    if (next[slot] != ALONE) {
      previous[next[slot]] = previous[slot];
    }
  }

  private void growTo(int slots) {
    if (slots > of.length) {
      int capacity = Math.max(slots, 2 * of.length);
      of = grown(of, capacity);
      first = grown(first, capacity);
      next = grown(next, capacity);
      previous = grown(previous, capacity);
    }
  }

  private static int[] grown(int[] slots, int capacity) {
    int[] grown = Arrays.copyOf(slots, capacity);
    Arrays.fill(grown, slots.length, capacity, ALONE);
    return grown;
  }
}
