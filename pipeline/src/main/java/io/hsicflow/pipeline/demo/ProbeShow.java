package io.hsicflow.pipeline.demo;

import io.hsicflow.pipeline.report.BankAndQuery;
import io.hsicflow.pipeline.report.Pictures;
import io.hsicflow.pipeline.report.ShownImages;
import io.hsicflow.pipeline.views.ImageSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.flink.configuration.Configuration;

/** A demo's bank and query as its report shows them. */
final class ProbeShow implements ShownImages {
  private final DemoData data;
  private final List<String> bankLabels;
  private final List<String> queryLabels;
  private final int size;
  private final BankAndQuery learned;
  private final ProbePictures pictures;

  /**
   * @param labels null where there are none
   * @param size of the encoder's input
   * @param learned embeddings by the trained encoder
   */
  ProbeShow(DemoData data, ProbeLabels labels, int size, BankAndQuery learned) {
    this.data = data;
    if (labels == null) {
      bankLabels = Collections.nCopies(data.bankSize(), "");
      queryLabels = Collections.nCopies(data.querySize(), "");
    } else {
      bankLabels = names(data, labels.bank());
      queryLabels = names(data, labels.query());
    }
    this.size = size;
    this.learned = learned;
    pictures = new ProbePictures(data, side());
  }

  private static List<String> names(DemoData data, int[] labels) {
    return Arrays.stream(labels).mapToObj(data.classes()::get).toList();
  }

  @Override
  public int side() {
    return Math.min(size, LARGEST_SIDE);
  }

  @Override
  public List<String> bankLabels() {
    return bankLabels;
  }

  @Override
  public List<String> queryLabels() {
    return queryLabels;
  }

  @Override
  public byte[] bankPicture(int index) throws IOException {
    return pictures.bank(index, index + 1);
  }

  @Override
  public byte[] queryPicture(int index) throws IOException {
    return pictures.query(index, index + 1);
  }

  @Override
  public BankAndQuery pixels() throws IOException {
    return PixelFloor.vectors(data, size);
  }

  @Override
  public BankAndQuery learned() {
    return learned;
  }

  /** Draws the first images of the bank and the views that the training makes of such. */
  void sheet(Configuration conf, Path out) throws IOException {
    List<ImageSample> samples = new ArrayList<>();
    for (int i = 0; i < Math.min(Pictures.SHEET_IMAGES, data.bankSize()); i++) {
      DemoImage image = data.bank(i);
      samples.add(new ImageSample(image.id(), image.file(), pictures.decoded(image)));
    }
    Pictures.viewsSheet(conf).write(samples, out);
  }
}
