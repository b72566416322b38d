package io.hsicflow.operators.evaluator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * A random sample of bounded size, drawn in one pass: the images with the smallest keys, images
 * with a label before those without. Two images of one id are one.
 *
 * @param <T> what is kept of an image that is drawn
 */
public final class BoundedDraw<T> {
  private final int limit;
  private final PriorityQueue<Entry<T>> worstFirst;
  private final Set<String> ids = new HashSet<>();

  /**
   * An image that is drawn.
   *
   * @param label its class, or null
   * @param key its random number
   */
  public record Entry<T>(String id, String label, long key, T content) {}

  /**
   * @param limit how many are drawn at most
   */
  public BoundedDraw(int limit) {
    this.limit = limit;
    worstFirst = new PriorityQueue<>(BoundedDraw.<T>order().reversed());
  }

  private static <T> Comparator<Entry<T>> order() {
    return Comparator.<Entry<T>, Boolean>comparing(entry -> entry.label == null)
        .thenComparingLong(entry -> entry.key);
  }

  /** Whether an image would be drawn now; ask before {@link #add}, where its content costs work. */
  public boolean takes(String id, String label, long key) {
    if (ids.contains(id)) {
      return false;
    }
    return worstFirst.size() < limit
        || limit > 0
            && BoundedDraw.<T>order().compare(new Entry<>(id, label, key, null), worstFirst.peek())
                < 0;
  }

  /** Draws an image that {@link #takes} let in; the worst one gives way where there are enough. */
  public void add(String id, String label, long key, T content) {
    if (worstFirst.size() == limit) {
      ids.remove(worstFirst.remove().id);
    }
    ids.add(id);
    worstFirst.add(new Entry<>(id, label, key, content));
  }

  /** Whether nothing is drawn. */
  public boolean isEmpty() {
    return worstFirst.isEmpty();
  }

  /** The sample of both, as if the images had been offered to one without a limit. */
  public BoundedDraw<T> with(BoundedDraw<T> other) {
    BoundedDraw<T> both = new BoundedDraw<>(Integer.MAX_VALUE);
    for (BoundedDraw<T> part : List.of(this, other)) {
      for (Entry<T> entry : part.worstFirst) {
        if (both.ids.add(entry.id)) {
          both.worstFirst.add(entry);
        }
      }
    }
    return both;
  }

  /** All that are drawn, in the order of the draw; where some have labels, only those. */
  public List<Entry<T>> drawn() {
    List<Entry<T>> sorted = new ArrayList<>(worstFirst);
    sorted.sort(order());
    boolean labelled = !sorted.isEmpty() && sorted.get(0).label != null;
    return sorted.stream().filter(entry -> !labelled || entry.label != null).toList();
  }
}
