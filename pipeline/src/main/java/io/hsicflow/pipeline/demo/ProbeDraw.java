package io.hsicflow.pipeline.demo;

import io.hsicflow.connectors.dataset.DatasetImage;
import io.hsicflow.model.image.ImageDecoder;
import io.hsicflow.model.image.ImageLimits;
import io.hsicflow.model.image.ImageRejectedException;
import io.hsicflow.operators.evaluator.BoundedDraw;
import io.hsicflow.operators.evaluator.BoundedDraw.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A {@link BoundedDraw} of image files in a spool. What cannot be decoded is not drawn. */
final class ProbeDraw {
  private final ProbeSpool spool;
  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
  private final BoundedDraw<Place> draw;

  /** Where an image's file stands in the spool. */
  private record Place(long start, int length) {}

  ProbeDraw(ProbeSpool spool, int limit) {
    this(spool, new BoundedDraw<>(limit));
  }

  private ProbeDraw(ProbeSpool spool, BoundedDraw<Place> draw) {
    this.spool = spool;
    this.draw = draw;
  }

  /** Takes the image into account; {@code key} is its random number. */
  void offer(DatasetImage image, long key) throws IOException {
    if (draw.takes(image.id(), image.label(), key) && isDecodable(image.file())) {
      long start = spool.append(image.file());
      draw.add(image.id(), image.label(), key, new Place(start, image.file().length));
    }
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
    return draw.isEmpty();
  }

  /** The sample of both, as if the images had been offered to one. */
  ProbeDraw with(ProbeDraw other) {
    return new ProbeDraw(spool, draw.with(other.draw));
  }

  /** The first {@code most} in the order of the draw; where some have labels, only those. */
  Drawn drawn(int most) {
    return new Drawn(spool, draw.drawn().stream().limit(most).toList());
  }

  /** Images of a sample. */
  static final class Drawn {
    private final ProbeSpool spool;
    private final List<Entry<Place>> entries;

    private Drawn(ProbeSpool spool, List<Entry<Place>> entries) {
      this.spool = spool;
      this.entries = entries;
    }

    int size() {
      return entries.size();
    }

    /** Their labels, null where not known. */
    List<String> labels() {
      List<String> labels = new ArrayList<>();
      entries.forEach(entry -> labels.add(entry.label()));
      return labels;
    }

    DemoImage image(int index, List<String> classes) throws IOException {
      Entry<Place> entry = entries.get(index);
      int label = entry.label() == null ? DemoImage.NO_LABEL : classes.indexOf(entry.label());
      return new DemoImage(
          entry.id(), label, spool.read(entry.content().start(), entry.content().length()));
    }
  }
}
