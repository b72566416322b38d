package io.hsicflow.pipeline.demo;

import io.hsicflow.connectors.dataset.DatasetImage;
import io.hsicflow.model.image.ImageDecoder;
import io.hsicflow.model.image.ImageLimits;
import io.hsicflow.model.image.ImageRejectedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * A random sample of bounded size, drawn in one pass: the images with the smallest keys, images
 * with a label before those without. What cannot be decoded is not drawn. Two images of one id are
 * one.
 */
final class ProbeDraw {
  private static final Comparator<Entry> ORDER =
      Comparator.<Entry, Boolean>comparing(entry -> entry.label == null)
          .thenComparingLong(entry -> entry.key);

  private final ProbeSpool spool;
  private final int limit;
  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
  private final PriorityQueue<Entry> worstFirst = new PriorityQueue<>(ORDER.reversed());
  private final Set<String> ids = new HashSet<>();

  private record Entry(String id, String label, long key, long start, int length) {}

  ProbeDraw(ProbeSpool spool, int limit) {
    this.spool = spool;
    this.limit = limit;
  }

  /** Takes the image into account; {@code key} is its random number. */
  void offer(DatasetImage image, long key) throws IOException {
    Entry candidate = new Entry(image.id(), image.label(), key, 0, image.file().length);
    boolean full = worstFirst.size() == limit;
    if (ids.contains(image.id())
        || full && ORDER.compare(candidate, worstFirst.peek()) >= 0
        || !isDecodable(image.file())) {
      return;
    }
    if (full) {
      ids.remove(worstFirst.remove().id);
    }
    ids.add(image.id());
    long start = spool.append(image.file());
    worstFirst.add(new Entry(image.id(), image.label(), key, start, image.file().length));
  }

  private boolean isDecodable(byte[] file) {
    try {
      decoder.decode(file);
      return true;
    } catch (ImageRejectedException e) {
      // The gate will reject it likewise and say so in the dead letters.
      return false;
    }
  }

  boolean isEmpty() {
    return worstFirst.isEmpty();
  }

  /** The sample of both, as if the images had been offered to one. */
  ProbeDraw with(ProbeDraw other) {
    ProbeDraw both = new ProbeDraw(spool, Integer.MAX_VALUE);
    for (ProbeDraw part : List.of(this, other)) {
      part.worstFirst.stream()
          .filter(entry -> both.ids.add(entry.id))
          .forEach(both.worstFirst::add);
    }
    return both;
  }

  /** The first {@code most} in the order of the draw; where some have labels, only those. */
  Drawn drawn(int most) {
    List<Entry> sorted = new ArrayList<>(worstFirst);
    sorted.sort(ORDER);
    boolean labelled = !sorted.isEmpty() && sorted.get(0).label != null;
    return new Drawn(
        spool,
        sorted.stream().filter(entry -> !labelled || entry.label != null).limit(most).toList());
  }

  /** Images of a sample. */
  static final class Drawn {
    private final ProbeSpool spool;
    private final List<Entry> entries;

    private Drawn(ProbeSpool spool, List<Entry> entries) {
      this.spool = spool;
      this.entries = entries;
    }

    int size() {
      return entries.size();
    }

    /** Their labels, null where not known. */
    List<String> labels() {
      List<String> labels = new ArrayList<>();
      entries.forEach(entry -> labels.add(entry.label));
      return labels;
    }

    DemoImage image(int index, List<String> classes) throws IOException {
      Entry entry = entries.get(index);
      int label = entry.label == null ? DemoImage.NO_LABEL : classes.indexOf(entry.label);
      return new DemoImage(entry.id, label, spool.read(entry.start, entry.length));
    }
  }
}
