package io.hsicflow.operators.replay;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Turns the order of a buffer into what is kept in state, and back, so that draws after a restore
 * find the images that they would have found without it.
 */
final class StoredOrder {

  private static final int[] NONE = new int[0];

  private final SlotTable table;
  private final Shelves shelves;
  private final Ranking ranking;
  private final RecordTime time;

  StoredOrder(SlotTable table, Shelves shelves, Ranking ranking, RecordTime time) {
    this.table = table;
    this.shelves = shelves;
    this.ranking = ranking;
    this.time = time;
  }

  /** The order as it stands in training step {@code step}. */
  BufferOrder write(long step) {
    int count = shelves.count();
    String[] names = new String[count];
    long[] thresholds = new long[count];
    int[] sizes = new int[count];
    int[] slots = new int[shelves.images()];
    int[] similarities = ranking.compares() ? new int[slots.length] : NONE;
    int[] neighbours = ranking.compares() ? new int[slots.length] : NONE;
    int[] members = new int[slots.length];
    int written = 0;
    int memberCount = 0;
    for (int i = 0; i < count; i++) {
      Shelf shelf = shelves.get(i);
      names[i] = shelf.name();
      thresholds[i] = shelf.threshold();
      sizes[i] = shelf.size();
      for (int place = 0; place < shelf.size(); place++, written++) {
        int slot = shelf.slot(place);
        slots[written] = slot;
        if (ranking.compares()) {
          similarities[written] = (int) table.rank(slot);
          neighbours[written] = ranking.neighbour(slot);
        }
        if (table.step(slot) == step) {
          members[memberCount++] = slot;
        }
      }
    }
    return new BufferOrder(
        shelves.fair(),
        names,
        thresholds,
        sizes,
        slots,
        similarities,
        neighbours,
        step,
        Arrays.copyOf(members, memberCount),
        time.recent());
  }

  /**
   * Fills empty shelves as {@code order} says with the images that {@code state} knows. Where
   * sources share otherwise than they did, every image goes to the shelf where it would now.
   */
  void read(BufferOrder order, ReplayState state) throws Exception {
    if (order.fair() == shelves.fair()) {
      readAsItWas(order, state);
    } else {
      readAnew(order, state);
    }
    table.restored();
    for (int slot : order.members()) {
      table.setStep(slot, order.step());
    }
    for (long capturedAt : order.recent()) {
      time.take(capturedAt);
    }
  }

  /**
   * What is known of an image is let go as soon as it was read: a million of them would not fit.
   */
  private void readAsItWas(BufferOrder order, ReplayState state) throws Exception {
    int[] indexes = indexes(order);
    for (Map.Entry<Integer, HeldImage> entry : state.held()) {
      int slot = entry.getKey();
      HeldImage held = entry.getValue();
      table.restore(slot, held.number(), held.bytes(), held.moment());
      ranking.restore(slot, order, indexes[slot], held.descriptor());
    }
    int index = 0;
    for (int i = 0; i < order.shelves().length; i++) {
      Shelf shelf = shelves.open(order.shelves()[i]);
      shelf.setThreshold(order.thresholds()[i]);
      for (int end = index + order.sizes()[i]; index < end; index++) {
        shelves.add(shelf, order.slots()[index]);
      }
    }
  }

  /** The index of each slot in the order. */
  private static int[] indexes(BufferOrder order) {
    int[] indexes = new int[Arrays.stream(order.slots()).max().orElse(-1) + 1];
    for (int index = 0; index < order.slots().length; index++) {
      indexes[order.slots()[index]] = index;
    }
    return indexes;
  }

  private void readAnew(BufferOrder order, ReplayState state) throws Exception {
    Map<Integer, HeldImage> images = new HashMap<>();
    for (Map.Entry<Integer, HeldImage> entry : state.held()) {
      HeldImage held = entry.getValue();
      table.restore(entry.getKey(), held.number(), held.bytes(), held.moment());
      images.put(entry.getKey(), held);
    }
    int index = 0;
    for (int i = 0; i < order.shelves().length; i++) {
      for (int end = index + order.sizes()[i]; index < end; index++) {
        int slot = order.slots()[index];
        HeldImage held = images.get(slot);
        Shelf shelf = shelves.open(shelves.nameFor(held.source()));
        shelf.setThreshold(Math.min(shelf.threshold(), order.thresholds()[i]));
        ranking.enter(shelf, slot, held.descriptor());
        shelves.add(shelf, slot);
      }
    }
  }
}
