package io.hsicflow.operators.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The shelves of a buffer: one for each source, or one for all. Sources are named by whoever writes
 * to the topic, so that their shelves are bounded: beyond {@link #MOST_SOURCES} the others share
 * one. A shelf without an image is gone.
 */
final class Shelves {

  /** So many sources have a shelf of their own. */
  static final int MOST_SOURCES = 1_000;

  /** The shelf of all, or of those beyond the bound. */
  static final String SHARED = "*";

  private static final String OWN = "=";

  private final SlotTable table;
  private final boolean fair;
  private final List<Shelf> shelves = new ArrayList<>();
  private final Map<String, Shelf> byName = new HashMap<>();
  private int images;
  private long bytes;

  /**
   * @param fair whether sources have shelves of their own
   */
  Shelves(SlotTable table, boolean fair) {
    this.table = table;
    this.fair = fair;
  }

  /** The name of the shelf for an image of {@code source}. */
  String nameFor(String source) {
    if (!fair) {
      return SHARED;
    }
    String own = OWN + source;
    return byName.containsKey(own) || ownShelves() < MOST_SOURCES ? own : SHARED;
  }

  private int ownShelves() {
    return shelves.size() - (byName.containsKey(SHARED) ? 1 : 0);
  }

  /** The shelf of that name, null where it holds nothing. */
  Shelf find(String name) {
    return byName.get(name);
  }

  /** Whether sources have shelves of their own. */
  boolean fair() {
    return fair;
  }

  /** The shelf of that name, a new one where there is none. */
  Shelf open(String name) {
    Shelf known = byName.get(name);
    if (known != null) {
      return known;
    }
    Shelf shelf = new Shelf(name, table);
    shelf.setPlace(shelves.size());
    shelves.add(shelf);
    byName.put(name, shelf);
    return shelf;
  }

  void add(Shelf shelf, int slot) {
    shelf.add(slot);
    images++;
    bytes += table.bytes(slot);
  }

  /** Takes an image away, and its shelf where it was the last; the last shelf takes its place. */
  void remove(int slot) {
    Shelf shelf = table.shelf(slot);
    shelf.remove(slot);
    images--;
    bytes -= table.bytes(slot);
    table.giveBack(slot);
    if (shelf.size() == 0) {
      byName.remove(shelf.name());
      Shelf last = shelves.remove(shelves.size() - 1);
      if (last != shelf) {
        shelves.set(shelf.place(), last);
        last.setPlace(shelf.place());
      }
    }
  }

  /** How many there are. */
  int count() {
    return shelves.size();
  }

  /** The shelf at {@code place}, 0 to count - 1. */
  Shelf get(int place) {
    return shelves.get(place);
  }

  int images() {
    return images;
  }

  long bytes() {
    return bytes;
  }

  /** The shelf that holds most images; the first of several. */
  Shelf mostImages() {
    Shelf most = shelves.get(0);
    for (Shelf shelf : shelves) {
      if (shelf.size() > most.size()) {
        most = shelf;
      }
    }
    return most;
  }

  /** The shelf that holds most bytes; the first of several. */
  Shelf mostBytes() {
    Shelf most = shelves.get(0);
    for (Shelf shelf : shelves) {
      if (shelf.bytes() > most.bytes()) {
        most = shelf;
      }
    }
    return most;
  }
}
