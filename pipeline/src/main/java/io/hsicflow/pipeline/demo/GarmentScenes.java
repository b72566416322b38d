package io.hsicflow.pipeline.demo;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * The bundled garments before the demo's camera. Bank and query are rendered once, as pass 0;
 * training shows the bank's garments in ever new renderings.
 */
final class GarmentScenes implements DemoData {
  private final FashionMnist training;
  private final FashionMnist test;
  private final int bankSize;
  private final int querySize;
  private final ShuffledPasses passes;
  private final SceneRenderer renderer;
  private final GreyPng png = new GreyPng(SceneRenderer.SIDE, SceneRenderer.SIDE);

  private GarmentScenes(
      FashionMnist training, FashionMnist test, int bankSize, int querySize, long seed) {
    this.training = training;
    this.test = test;
    this.bankSize = bankSize;
    this.querySize = querySize;
    this.passes = new ShuffledPasses(seed, bankSize);
    this.renderer = new SceneRenderer(seed);
  }

  /** The first {@code bank} training and {@code query} test garments, at most all of them. */
  static GarmentScenes load(long seed, int bank, int query) throws IOException {
    FashionMnist training = FashionMnist.training();
    FashionMnist test = FashionMnist.test();
    return new GarmentScenes(
        training, test, Math.min(bank, training.count()), Math.min(query, test.count()), seed);
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "Fashion-MNIST garments at random places and sizes, %,d of bank and stream, %,d of query",
        bankSize,
        querySize);
  }

  @Override
  public List<String> classes() {
    return FashionMnist.CLASSES;
  }

  @Override
  public int bankSize() {
    return bankSize;
  }

  @Override
  public int querySize() {
    return querySize;
  }

  @Override
  public int pass() {
    return passes.count();
  }

  @Override
  public DemoImage bank(int index) {
    return new DemoImage(
        "bank-" + index, training.labels()[index], scene(training, index, index, 0));
  }

  @Override
  public DemoImage query(int index) {
    // Numbered after all training garments, so that no random stream is used twice.
    byte[] file = scene(test, index, (long) training.count() + index, 0);
    return new DemoImage("query-" + index, test.labels()[index], file);
  }

  @Override
  public DemoImage training(long place) {
    int garment = passes.picture(place);
    long pass = passes.pass(place) + 1;
    byte[] file = scene(training, garment, garment, pass);
    return new DemoImage("garment-" + garment + "-" + pass, training.labels()[garment], file);
  }

  private byte[] scene(FashionMnist set, int index, long picture, long pass) {
    return png.encode(renderer.render(set.pixels(), index * FashionMnist.AREA, picture, pass));
  }
}
