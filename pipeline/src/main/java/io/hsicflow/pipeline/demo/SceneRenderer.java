package io.hsicflow.pipeline.demo;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;

/**
 * Pictures of a garment as a camera over a dark belt sees it: at a random place and 50 to 100 % of
 * its size, mirrored or not, under random light with a little noise. 32 x 32 pixels, grey. A
 * rendering is a pure function of (seed, picture, pass). Not thread-safe, reusable.
 */
final class SceneRenderer {
  /** Side of a rendering in pixels. */
  static final int SIDE = 32;

  /** Bytes of a rendering. */
  static final int AREA = SIDE * SIDE;

  private static final double SMALLEST = 0.5;
  private static final double LARGEST = 1.0;
  private static final double DIMMEST = 0.7;
  private static final double BRIGHTEST = 1.2;
  private static final double GLOW = 0.15;
  private static final double NOISE = 0.03;

  private final long seed;
  private final CounterRandom random = CounterRandom.at(0, Purpose.SCENE, 0, 0);
  private final Axis across = new Axis();
  private final Axis down = new Axis();

  SceneRenderer(long seed) {
    this.seed = seed;
  }

  /**
   * Renders a garment.
   *
   * @param pixels holds the garment's 28 x 28 pixels
   * @param at where they start
   * @param picture number of the garment in the whole collection
   * @param pass number of the rendering of it, from 0
   * @return 32 x 32 grey pixels of 8 bits
   */
  byte[] render(byte[] pixels, int at, long picture, long pass) {
    random.reset(seed, Purpose.SCENE, picture, pass);
    double side = FashionMnist.SIDE * random.uniform(SMALLEST, LARGEST);
    double room = SIDE - side;
    across.place(room * random.nextDouble(), side, random.nextDouble() < 0.5);
    down.place(room * random.nextDouble(), side, false);
    double light = random.uniform(DIMMEST, BRIGHTEST);
    double glow = random.uniform(0, GLOW);
    byte[] scene = new byte[AREA];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double garment = sample(pixels, at, x, y) / 255;
        double value = light * garment + glow + NOISE * random.nextGaussian();
        scene[y * SIDE + x] = (byte) Math.round(255 * Math.max(0, Math.min(1, value)));
      }
    }
    return scene;
  }

  /** Bilinear between the four nearest pixels of the garment; black outside it. */
  private double sample(byte[] pixels, int at, int x, int y) {
    double upper = between(pixels, at, down.first[y], x);
    double lower = between(pixels, at, down.first[y] + 1, x);
    return upper + down.share[y] * (lower - upper);
  }

  private double between(byte[] pixels, int at, int row, int x) {
    double left = pixel(pixels, at, row, across.first[x]);
    double right = pixel(pixels, at, row, across.first[x] + (across.mirrored ? -1 : 1));
    return left + across.share[x] * (right - left);
  }

  private static int pixel(byte[] pixels, int at, int row, int column) {
    boolean inside =
        row >= 0 && row < FashionMnist.SIDE && column >= 0 && column < FashionMnist.SIDE;
    return inside ? pixels[at + row * FashionMnist.SIDE + column] & 0xff : 0;
  }

  /** Where the pixels of one axis of the scene lie between those of the garment. */
  private static final class Axis {
    private final int[] first = new int[SIDE];
    private final double[] share = new double[SIDE];
    private boolean mirrored;

    void place(double start, double side, boolean mirror) {
      mirrored = mirror;
      for (int i = 0; i < SIDE; i++) {
        double position = (i + 0.5 - start) / side * FashionMnist.SIDE - 0.5;
        int before = (int) Math.floor(position);
        share[i] = position - before;
        first[i] = mirror ? FashionMnist.SIDE - 1 - before : before;
      }
    }
  }
}
