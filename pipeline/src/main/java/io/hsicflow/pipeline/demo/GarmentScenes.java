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
  private final long seed;
  private final Camera camera;

  private GarmentScenes(
      FashionMnist training, FashionMnist test, int bankSize, int querySize, long seed) {
    this.training = training;
    this.test = test;
    this.bankSize = bankSize;
    this.querySize = querySize;
    this.seed = seed;
    this.camera = new Camera(seed);
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
        "Fashion-MNIST garments at random places and sizes, %,d of bank and stream, %,d of query, seed %d",
        bankSize,
        querySize,
        seed);
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
  public DemoImage bank(int index) {
    return new DemoImage(
        "bank-" + index, training.labels()[index], camera.scene(training, index, index, 0));
  }

  @Override
  public DemoImage query(int index) {
    // Numbered after all training garments, so that no random stream is used twice.
    byte[] file = camera.scene(test, index, (long) training.count() + index, 0);
    return new DemoImage("query-" + index, test.labels()[index], file);
  }

  @Override
  public TrainingStream stream() {
    ShuffledPasses passes = new ShuffledPasses(seed, bankSize);
    Camera own = new Camera(seed);
    return new TrainingStream() {
      private long place;

      @Override
      public DemoImage next() {
        int garment = passes.picture(place);
        long pass = passes.pass(place) + 1;
        place++;
        byte[] file = own.scene(training, garment, garment, pass);
        return new DemoImage("garment-" + garment + "-" + pass, DemoImage.NO_LABEL, file);
      }

      @Override
      public void close() {
        // Nothing is open: the garments are in memory.
      }
    };
  }

  @Override
  public void close() {
    // Nothing is open: the garments are in memory.
  }

  /** Renderer and file writer of one thread. */
  private static final class Camera {
    private final SceneRenderer renderer;
    private final GreyPng png = new GreyPng(SceneRenderer.SIDE, SceneRenderer.SIDE);

    Camera(long seed) {
      renderer = new SceneRenderer(seed);
    }

    byte[] scene(FashionMnist set, int index, long picture, long pass) {
      return png.encode(renderer.render(set.pixels(), index * FashionMnist.AREA, picture, pass));
    }
  }
}
