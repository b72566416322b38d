package io.hsicflow.operators.replay;

import java.util.Arrays;

/** A binary heap of slots that knows where each stands: the one that goes first is on top. */
final class SlotHeap {

  private final SlotTable table;
  private int[] heap = new int[4];
  private int size;

  SlotHeap(SlotTable table) {
    this.table = table;
  }

  /** The slot that goes first; there must be one. */
  int top() {
    return heap[0];
  }

  void add(int slot) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    heap[size] = slot;
    table.setHeapPlace(slot, size);
    up(size++);
  }

  void remove(int slot) {
    int place = table.heapPlace(slot);
    int last = heap[--size];
    if (place < size) {
      set(place, last);
      moved(last);
    }
  }

  /** Puts a slot where it belongs after its rank has changed. */
  void moved(int slot) {
    up(table.heapPlace(slot));
    down(table.heapPlace(slot));
  }

  private void up(int from) {
    int slot = heap[from];
    int place = from;
    while (place > 0) {
      int parent = (place - 1) / 2;
      if (!table.goesBefore(slot, heap[parent])) {
        break;
      }
      set(place, heap[parent]);
      place = parent;
    }
    set(place, slot);
  }

  private void down(int from) {
    int slot = heap[from];
    int place = from;
    while (2 * place + 1 < size) {
      int child = 2 * place + 1;
      if (child + 1 < size && table.goesBefore(heap[child + 1], heap[child])) {
        child++;
      }
      if (!table.goesBefore(heap[child], slot)) {
        break;
      }
      set(place, heap[child]);
      place = child;
    }
    set(place, slot);
  }

  private void set(int place, int slot) {
    heap[place] = slot;
    table.setHeapPlace(slot, place);
  }
}
