package io.hsicflow.pipeline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SceneRendererTest {
  private static final int SIDE = SceneRenderer.SIDE;

  /** A garment that fills its 28 x 28 pixels, bright on its left half and dimmer on its right. */
  private static byte[] halves() {
    byte[] pixels = new byte[FashionMnist.AREA];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i % FashionMnist.SIDE < 14 ? 255 : 128);
    }
    return pixels;
  }

  private static double[] columns(byte[] scene) {
    double[] means = new double[SIDE];
    for (int i = 0; i < scene.length; i++) {
      means[i % SIDE] += (scene[i] & 0xff) / (double) SIDE;
    }
    return means;
  }

  /** First and last column that the garment lights, by half its height in the row sums. */
  private static int[] extent(byte[] scene) {
    int first = SIDE;
    int last = -1;
    for (int x = 0; x < SIDE; x++) {
      int bright = 0;
      for (int y = 0; y < SIDE; y++) {
        bright += (scene[y * SIDE + x] & 0xff) > 75 ? 1 : 0;
      }
      if (bright >= 10) {
        first = Math.min(first, x);
        last = x;
      }
    }
    return new int[] {first, last};
  }

  @Test
  void aRenderingIsAPureFunctionOfSeedPictureAndPass() {
    byte[] garment = halves();
    SceneRenderer renderer = new SceneRenderer(5);
    byte[] scene = renderer.render(garment, 0, 7, 3);
    renderer.render(garment, 0, 8, 3);
    assertThat(renderer.render(garment, 0, 7, 3)).isEqualTo(scene);
    assertThat(new SceneRenderer(5).render(garment, 0, 7, 3)).isEqualTo(scene);
    assertThat(new SceneRenderer(6).render(garment, 0, 7, 3)).isNotEqualTo(scene);
    assertThat(renderer.render(garment, 0, 7, 4)).isNotEqualTo(scene);
    assertThat(renderer.render(garment, 0, 8, 3)).isNotEqualTo(scene);
  }

  @Test
  void garmentsAreOf14To28PixelsInsideTheFrameAndEitherWayRound() {
    SceneRenderer renderer = new SceneRenderer(1);
    int mirrored = 0;
    int narrowest = SIDE;
    int widest = 0;
    int leftmost = SIDE;
    int rightmost = 0;
    int count = 2000;
    for (int i = 0; i < count; i++) {
      byte[] scene = renderer.render(halves(), 0, i, 0);
      int[] extent = extent(scene);
      int width = extent[1] - extent[0] + 1;
      narrowest = Math.min(narrowest, width);
      widest = Math.max(widest, width);
      leftmost = Math.min(leftmost, extent[0]);
      rightmost = Math.max(rightmost, extent[1]);
      double[] columns = columns(scene);
      int quarter = width / 4;
      mirrored += columns[extent[0] + quarter] < columns[extent[1] - quarter] ? 1 : 0;
    }
    assertThat(narrowest).isBetween(13, 15);
    assertThat(widest).isBetween(27, 29);
    assertThat(leftmost).isZero();
    assertThat(rightmost).isEqualTo(SIDE - 1);
    // Four standard deviations of a fair coin.
    assertThat(mirrored).isBetween(count / 2 - 90, count / 2 + 90);
  }

  @Test
  void lightAndNoiseVaryWithinTheirRanges() {
    SceneRenderer renderer = new SceneRenderer(2);
    byte[] grey = new byte[FashionMnist.AREA];
    Arrays.fill(grey, (byte) 128);
    double dimmest = 255;
    double brightest = 0;
    double darkestFrame = 255;
    double lightestFrame = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] scene = renderer.render(grey, 0, i, 0);
      int[] sorted = new int[scene.length];
      for (int p = 0; p < scene.length; p++) {
        sorted[p] = scene[p] & 0xff;
      }
      Arrays.sort(sorted);
      // The garment covers at least 19 % of the frame, and leaves at least 23 % of it.
      double bright = sorted[(int) (0.9 * sorted.length)];
      double frame = sorted[(int) (0.1 * sorted.length)];
      dimmest = Math.min(dimmest, bright);
      brightest = Math.max(brightest, bright);
      darkestFrame = Math.min(darkestFrame, frame);
      lightestFrame = Math.max(lightestFrame, frame);
    }
    // 255 (0.7 to 1.2 of a half, and a glow of 0 to 0.15), the noise's tenth of quantiles around
    // it.
    assertThat(dimmest).isBetween(85.0, 110.0);
    assertThat(brightest).isBetween(175.0, 215.0);
    assertThat(darkestFrame).isZero();
    assertThat(lightestFrame).isBetween(25.0, 40.0);
  }

  @Test
  void theFileShowsTheSamePixels() throws Exception {
    byte[] scene = new SceneRenderer(3).render(halves(), 0, 1, 1);
    byte[] file = new GreyPng(SIDE, SIDE).encode(scene);
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(file));
    assertThat(picture.getWidth()).isEqualTo(SIDE);
    for (int i = 0; i < scene.length; i++) {
      assertThat(picture.getRaster().getSample(i % SIDE, i / SIDE, 0)).isEqualTo(scene[i] & 0xff);
    }
  }
}
