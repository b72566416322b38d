package io.hsicflow.operators.replay;

import java.util.Arrays;

/** Images among which room is made and draws are made alike: those of one source, or all. */
final class Shelf {

  /** The threshold of a shelf from which nothing was evicted. */
  static final long OPEN = Long.MAX_VALUE;

  private final String name;
  private final SlotTable table;
  private final SlotHeap heap;
  private int[] slots = new int[4];
  private int size;
  private long bytes;
  private long threshold = OPEN;
  private int place;

  Shelf(String name, SlotTable table) {
    this.name = name;
    this.table = table;
    this.heap = new SlotHeap(table);
  }

  String name() {
    return name;
  }

  int size() {
    return size;
  }

  long bytes() {
    return bytes;
  }

  /** The slot that stands at {@code at}, 0 to size - 1. */
  int slot(int at) {
    return slots[at];
  }

  /** The slot of the image that goes first. */
  int first() {
    return heap.top();
  }

  /** The smallest rank that was evicted from here, {@link #OPEN} where none was. */
  long threshold() {
    return threshold;
  }

  void setThreshold(long rank) {
    threshold = rank;
  }

  /** Where the shelf stands among the others. */
  int place() {
    return place;
  }

  void setPlace(int among) {
    place = among;
  }

  /** Puts an image at the end, its rank being set. */
  void add(int slot) {
    if (size == slots.length) {
      slots = Arrays.copyOf(slots, 2 * size);
    }
    table.setShelf(slot, this);
    table.setPlace(slot, size);
    slots[size++] = slot;
    bytes += table.bytes(slot);
    heap.add(slot);
  }

  /** Takes an image away; the last one takes its place. */
  void remove(int slot) {
    heap.remove(slot);
    bytes -= table.bytes(slot);
    int last = slots[--size];
    int at = table.place(slot);
    slots[at] = last;
    table.setPlace(last, at);
  }

  /** Gives an image that stands here another rank. */
  void rank(int slot, long rank) {
    table.setRank(slot, rank);
    heap.moved(slot);
  }
}
