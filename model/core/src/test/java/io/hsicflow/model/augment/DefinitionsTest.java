package io.hsicflow.model.augment;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import org.junit.jupiter.api.Test;

/**
 * The fast forms against the definitions of docs/method.md section 7, in double, over random sizes
 * and values.
 */
class DefinitionsTest {
  private static final double BAR = 3e-6;
  private static final int TRIALS = 150;

  private final CounterRandom random = CounterRandom.at(11, Purpose.TEST, 0, 0);

  @Test
  void resizesEveryWindowByTheDefinition() {
    WindowResize resize = new WindowResize();
    for (int trial = 0; trial < TRIALS; trial++) {
      int pictureWidth = 1 + random.nextInt(60);
      int pictureHeight = 1 + random.nextInt(60);
      byte[] picture = ViewMakerTest.picture(pictureWidth, pictureHeight, trial);
      int width = 1 + random.nextInt(pictureWidth);
      int height = 1 + random.nextInt(pictureHeight);
      int left = random.nextInt(pictureWidth - width + 1);
      int top = random.nextInt(pictureHeight - height + 1);
      int size = 1 + random.nextInt(48);
      resize.horizontal.bicubic(width, size);
      resize.vertical.bicubic(height, size);
      float[][] out = new float[3][size * size];
      resize.resize(picture, pictureWidth, top, left, height, width, out);
      for (int sample = 0; sample < 30; sample++) {
        int x = random.nextInt(size);
        int y = random.nextInt(size);
        int c = random.nextInt(3);
        double sum = 0;
        double weights = 0;
        for (int v = 0; v < height; v++) {
          for (int u = 0; u < width; u++) {
            double weight = keys(u, x, width, size) * keys(v, y, height, size);
            weights += weight;
            sum += weight * (picture[3 * ((top + v) * pictureWidth + left + u) + c] & 0xFF);
          }
        }
        double expected = Math.min(1, Math.max(0, sum / weights / 255));
        assertThat(Math.abs(out[c][y * size + x] - expected))
            .as("%d x %d to %d", width, height, size)
            .isLessThan(BAR);
      }
    }
  }

  @Test
  void blursByTheDefinition() {
    GaussianBlur blur = new GaussianBlur();
    for (int trial = 0; trial < TRIALS; trial++) {
      int width = 1 + random.nextInt(50);
      int height = 20 + random.nextInt(100);
      float sigma = (float) random.uniform(0.1, 2);
      float[][] in = planes(height * width);
      float[][] out = {in[0].clone(), in[1].clone(), in[2].clone()};
      blur.apply(out, height, width, sigma);
      for (int sample = 0; sample < 20; sample++) {
        int x = random.nextInt(width);
        int y = random.nextInt(height);
        int c = random.nextInt(3);
        assertThat(Math.abs(out[c][y * width + x] - blurred(in[c], height, width, x, y, sigma)))
            .as("%d x %d, sigma %s", width, height, sigma)
            .isLessThan(BAR);
      }
    }
  }

  @Test
  void turnsHuesAndSaturatesByTheDefinition() {
    int n = 4000;
    ColourSteps steps = new ColourSteps(n);
    for (float strength : new float[] {-0.5f, -0.1f, 0, 0.07f, 0.5f}) {
      float[][] in = planes(n);
      float[][] turned = {in[0].clone(), in[1].clone(), in[2].clone()};
      float[][] saturated = {in[0].clone(), in[1].clone(), in[2].clone()};
      steps.hue(turned, strength);
      ColourSteps.saturation(saturated, 1 + strength);
      for (int i = 0; i < n; i++) {
        double[] hsv = hsv(in[0][i], in[1][i], in[2][i]);
        assertColour(turned, i, rgb(hsv[0] + strength, hsv[1], hsv[2]));
        assertColour(saturated, i, rgb(hsv[0], Math.min(1, hsv[1] * (1 + strength)), hsv[2]));
      }
    }
  }

  private static void assertColour(float[][] planes, int i, double[] expected) {
    for (int c = 0; c < 3; c++) {
      if (Math.abs(planes[c][i] - expected[c]) >= BAR) {
        assertThat((double) planes[c][i]).as("pixel %d channel %d", i, c).isEqualTo(expected[c]);
      }
    }
  }

  /** Values in [0, 1] with ties, grays, blacks and full channels among them. */
  private float[][] planes(int n) {
    float[][] planes = new float[3][n];
    for (int i = 0; i < n; i++) {
      int levels = random.nextInt(2) == 0 ? 4 : 256;
      for (int c = 0; c < 3; c++) {
        planes[c][i] = random.nextInt(levels) / (levels - 1f);
      }
    }
    return planes;
  }

  private static double keys(int in, int out, int inSize, int outSize) {
    double x = (out + 0.5f) * ((float) inSize / outSize) - 0.5f;
    double base = Math.floor(x);
    double fraction = Math.rint((x - base) * 1024) / 1024;
    double t = Math.abs(base + fraction - in);
    if (in < base - 1 || in > base + 2) {
      return 0;
    }
    return t <= 1 ? 1.5 * t * t * t - 2.5 * t * t + 1 : -0.5 * t * t * t + 2.5 * t * t - 4 * t + 2;
  }

  private static double blurred(float[] in, int height, int width, int x, int y, double sigma) {
    int radius = height / 20;
    double sum = 0;
    double norm = 0;
    for (int i = -radius; i <= radius; i++) {
      norm += Math.exp(-i * i / (2 * sigma * sigma));
    }
    for (int v = Math.max(0, y - radius); v <= Math.min(height - 1, y + radius); v++) {
      for (int u = Math.max(0, x - radius); u <= Math.min(width - 1, x + radius); u++) {
        double distance = (u - x) * (u - x) + (v - y) * (v - y);
        sum += in[v * width + u] * Math.exp(-distance / (2 * sigma * sigma));
      }
    }
    return sum / (norm * norm);
  }

  private static double[] hsv(double r, double g, double b) {
    double v = Math.max(r, Math.max(g, b));
    double range = v - Math.min(r, Math.min(g, b));
    double hue = 0;
    if (range > 0) {
      double n = 1 / (6 * range);
      hue = v == r ? n * (g - b) : v == g ? n * (b - r) + 1 / 3.0 : n * (r - g) + 2 / 3.0;
    }
    return new double[] {hue < 0 ? hue + 1 : hue, v == 0 ? 0 : range / v, v};
  }

  private static double[] rgb(double h, double s, double v) {
    double c = s * v;
    double m = v - c;
    double t = 6 * (h - Math.floor(h));
    double x = c * (1 - Math.abs(t % 2 - 1));
    double[] rgb =
        switch ((int) t % 6) {
          case 0 -> new double[] {c, x, 0};
          case 1 -> new double[] {x, c, 0};
          case 2 -> new double[] {0, c, x};
          case 3 -> new double[] {0, x, c};
          case 4 -> new double[] {x, 0, c};
          default -> new double[] {c, 0, x};
        };
    return new double[] {rgb[0] + m, rgb[1] + m, rgb[2] + m};
  }
}
