package io.hsicflow.operators.evaluator;

import io.hsicflow.model.augment.Preprocess;
import io.hsicflow.model.augment.ViewMaker;
import io.hsicflow.operators.augmenter.AugmentOptions;
import io.hsicflow.operators.gate.GatedRecords;
import io.hsicflow.schemas.format.ImageRecord;
import io.hsicflow.schemas.record.RawRecord;
import io.hsicflow.schemas.record.SourceImage;
import java.io.IOException;
import org.apache.flink.configuration.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the probe's images and keeps a bounded draw of them. What the gate refuses is counted and
 * logged; it goes to no dead letters, for the same images are read again by every task that starts.
 */
final class ProbeLoader {

  private static final Logger LOG = LoggerFactory.getLogger(ProbeLoader.class);

  /** A part of the heap that a probe may take without a word. */
  private static final int HEAP_PARTS = 4;

  private final Configuration config;
  private final GatedImages images;
  private final EvaluationMetrics metrics;

  ProbeLoader(Configuration config, GatedImages images, EvaluationMetrics metrics) {
    this.config = config;
    this.images = images;
    this.metrics = metrics;
  }

  /**
   * The probe for an encoder of that input.
   *
   * @param between called after every image
   * @throws IOException with a sentence where the images cannot be read
   */
  Probe load(Preprocess.Kind kind, int size, Runnable between) throws IOException {
    warnOfHeap(size, Runtime.getRuntime().maxMemory());
    Drawing drawing = new Drawing(kind, size);
    images.readTo(drawing, size, between);
    Probe probe = Probe.of(drawing.draw.drawn());
    metrics.probeLoaded(probe.bank().size(), probe.query().size(), drawing.refused);
    LOG.info(
        "Snapshots are judged by {} images of bank and {} of query, {}; {} were refused.",
        probe.bank().size(),
        probe.query().size(),
        probe.isLabelled() ? "with their classes" : "without classes",
        drawing.refused);
    return probe;
  }

  private void warnOfHeap(int size, long heapBytes) {
    int most = config.get(EvaluationOptions.MAX_IMAGES);
    long bytes = 3L * size * size * most;
    if (bytes > heapBytes / HEAP_PARTS) {
      LOG.warn(
          "evaluation.max-images = {} pictures of {} pixels take up to {} MiB of heap, and all of it is {} MiB: lower it,"
              + " or raise taskmanager.memory.process.size.",
          most,
          size,
          bytes >> 20,
          heapBytes >> 20);
    }
  }

  private final class Drawing implements GatedRecords.Taker {
    private final BoundedDraw<ProbePicture> draw =
        new BoundedDraw<>(config.get(EvaluationOptions.MAX_IMAGES));
    private final Preprocess preprocess;
    private final ViewMaker views;
    private long refused;

    Drawing(Preprocess.Kind kind, int size) {
      preprocess = new Preprocess(kind, size);
      views = new ViewMaker(AugmentOptions.settings(config), size);
    }

    @Override
    public boolean wants(ImageRecord image) {
      return draw.takes(image.id(), image.label(), IdHash.of(image.id()).key());
    }

    @Override
    public void take(ImageRecord image, SourceImage decoded) {
      boolean test = ProbeSplit.isTest(image.attributes());
      long key = IdHash.of(image.id()).key();
      ProbePicture whole = ProbePicture.whole(decoded, test, preprocess, views.size());
      draw.add(
          image.id(),
          image.label(),
          key,
          test || ProbeSplit.isQuery(image.id()) ? whole.withViews(decoded, key, views) : whole);
    }

    @Override
    public void refused(RawRecord record, String code, String message) {
      refused++;
      LOG.warn(
          "The probe image at offset {} of partition {}-{} is left out ({}). {}",
          record.offset(),
          record.topic(),
          record.partition(),
          code,
          message);
    }
  }
}
