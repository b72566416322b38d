package io.hsicflow.model.augment;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.snapshot.SnapshotMetadata;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of golden/augment, to 1e-5: the largest difference of any value. */
class GoldenAugmentTest {
  private static final double BAR = 1e-5;
  private static final Map<String, Double> LARGEST = new TreeMap<>();

  @AfterAll
  static void tellTheLargestDifferenceOfEachKind() {
    LARGEST.forEach((kind, error) -> System.out.printf("golden %s: at most %.1e%n", kind, error));
  }

  static Stream<String> crops() {
    return GoldenAugmentation.names("crop");
  }

  static Stream<String> centreCrops() {
    return GoldenAugmentation.names("centre-crop");
  }

  static Stream<String> colourSteps() {
    return GoldenAugmentation.names(
        "brightness", "contrast", "saturation", "hue", "jitter", "grayscale", "solarize");
  }

  static Stream<String> blurs() {
    return GoldenAugmentation.names("blur");
  }

  static Stream<String> chains() {
    return GoldenAugmentation.names("chain");
  }

  @ParameterizedTest
  @MethodSource("crops")
  void equalsTheReferencesCrop(String name) throws IOException {
    GoldenAugmentation golden = GoldenAugmentation.read(name);
    ViewMaker maker = new ViewMaker(AugmentSettings.none(), golden.integer("size"));
    float[][] ours = maker.cropTo(golden.bytesOf("image"), golden.width("image"), golden.window());
    assertClose(name, ours, golden.planesOf("out"));
  }

  @ParameterizedTest
  @MethodSource("centreCrops")
  void equalsTheReferencesCentreCrop(String name) throws IOException {
    GoldenAugmentation golden = GoldenAugmentation.read(name);
    int width = golden.width("image");
    int height = golden.height("image");
    Preprocess preprocess = new Preprocess(Preprocess.Kind.CENTRE_CROP, golden.integer("size"));
    assertClose(
        name, preprocess.render(golden.bytesOf("image"), width, height), golden.planesOf("out"));
    ViewPlan plan = new ViewPlan();
    ViewSampler.centre(width, height, plan);
    assertThat(plan).usingRecursiveComparison().isEqualTo(golden.window());
  }

  @ParameterizedTest
  @MethodSource("colourSteps")
  void equalsTheReferencesColourStep(String name) throws IOException {
    GoldenAugmentation golden = GoldenAugmentation.read(name);
    float[][] x = golden.planesOf("image");
    ColourSteps steps = new ColourSteps(x[0].length);
    String kind = name.substring(0, name.lastIndexOf('-'));
    switch (kind) {
      case "brightness" -> ColourSteps.brightness(x, golden.number("delta"));
      case "contrast" -> ColourSteps.contrast(x, golden.number("factor"));
      case "saturation" -> ColourSteps.saturation(x, golden.number("factor"));
      case "hue" -> steps.hue(x, golden.number("delta"));
      case "grayscale" -> ColourSteps.grayscale(x);
      case "solarize" -> ColourSteps.solarize(x);
      default -> {
        ViewPlan plan = new ViewPlan();
        GoldenAugmentation.jitter(golden.params(), plan);
        ViewMaker.jitter(x, steps, plan);
      }
    }
    assertClose(name, x, golden.planesOf("out"));
  }

  @ParameterizedTest
  @MethodSource("blurs")
  void equalsTheReferencesBlur(String name) throws IOException {
    GoldenAugmentation golden = GoldenAugmentation.read(name);
    float[][] x = golden.planesOf("image");
    int height = golden.height("image");
    assertThat(GaussianBlur.tapCount(height)).isEqualTo(golden.integer("taps"));
    new GaussianBlur().apply(x, height, golden.width("image"), golden.number("sigma"));
    assertClose(name, x, golden.planesOf("out"));
  }

  @ParameterizedTest
  @MethodSource("chains")
  @SuppressWarnings("unchecked") // a JSON object has names for keys
  void equalsTheReferencesWholeChain(String name) throws IOException {
    GoldenAugmentation golden = GoldenAugmentation.read(name);
    byte[] image = golden.bytesOf("image");
    int width = golden.width("image");
    int size = golden.integer("size");
    ViewPlan plan = golden.window();
    ViewMaker maker = new ViewMaker(AugmentSettings.none(), size);
    assertClose(name + " crop", maker.cropTo(image, width, plan), golden.planesOf("crop"));

    ViewPlan sides = new ViewPlan();
    ViewSampler.window(
        width,
        golden.height("image"),
        golden.number("area_fraction"),
        golden.number("log_aspect"),
        sides);
    assertThat(sides.width).isEqualTo(plan.width);
    assertThat(sides.height).isEqualTo(plan.height);

    plan.flip = golden.flag("flip");
    plan.grayscale = golden.flag("grayscale");
    plan.solarize = golden.flag("solarize");
    plan.blur = golden.params().get("blur_sigma") != null;
    plan.sigma = plan.blur ? golden.number("blur_sigma") : 0;
    if (golden.params().get("jitter") != null) {
      GoldenAugmentation.jitter((Map<String, Object>) golden.params().get("jitter"), plan);
    }
    float[][] ours = maker.render(image, width, plan);
    for (float[] plane : ours) {
      ColourSteps.clip(plane);
    }
    float[][] expected = golden.planesOf("out");
    assertClose(name, ours, expected);
    assertRoundsOnce(ours, expected);
  }

  @ParameterizedTest
  @MethodSource("colours")
  void equalsTheReferencesHueSaturationValue(String name) throws IOException {
    GoldenAugmentation golden = GoldenAugmentation.read(name);
    float[] rgb = golden.file().tensor("rgb").toFloats();
    float[] hsv = golden.file().tensor("hsv").toFloats();
    for (int i = 0; i < rgb.length; i += 3) {
      float v = Math.max(rgb[i], Math.max(rgb[i + 1], rgb[i + 2]));
      float min = Math.min(rgb[i], Math.min(rgb[i + 1], rgb[i + 2]));
      assertThat(v).isEqualTo(hsv[i + 2]);
      if (v > min) {
        float angle = ColourSteps.angle(rgb[i], rgb[i + 1], rgb[i + 2], min, v - min);
        double turns = Math.abs((angle + 3) / 6 - hsv[i]);
        // Where a channel differs by rounding only, the angle is noise; what comes back is not.
        assertThat(Math.min(turns, 1 - turns) * (v - min)).isLessThan(BAR);
      }
    }
    assertClose(name + " back", backAndForth(golden.planesOf("rgb")), golden.planesOf("back"));
    float[] in = golden.file().tensor("hsv_in").toFloats();
    float[] out = golden.file().tensor("rgb_out").toFloats();
    for (int i = 0; i < in.length; i += 3) {
      float angle = 6 * (in[i] - (float) Math.floor(in[i])) - 3;
      float range = in[i + 1] * in[i + 2];
      float min = in[i + 2] - range;
      assertThat(Math.abs(min + range * ColourSteps.share(angle - 3) - out[i]))
          .isLessThan((float) BAR);
      assertThat(Math.abs(min + range * ColourSteps.share(angle + 1) - out[i + 1]))
          .isLessThan((float) BAR);
      assertThat(Math.abs(min + range * ColourSteps.share(angle - 1) - out[i + 2]))
          .isLessThan((float) BAR);
    }
  }

  static Stream<String> colours() {
    return GoldenAugmentation.names("hsv");
  }

  @Test
  void normalisesByTheReferencesMeanAndDeviation() throws IOException {
    GoldenAugmentation golden = GoldenAugmentation.read("normalize-01");
    assertThat(golden.params().get("mean")).isEqualTo(SnapshotMetadata.MEAN);
    assertThat(golden.params().get("std")).isEqualTo(SnapshotMetadata.DEVIATION);
    float[][] x = golden.planesOf("image");
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < x[c].length; i++) {
        x[c][i] =
            (float) ((x[c][i] - SnapshotMetadata.MEAN.get(c)) / SnapshotMetadata.DEVIATION.get(c));
      }
    }
    assertClose("normalize-01", x, golden.planesOf("out"));
  }

  private static float[][] backAndForth(float[][] planes) {
    new ColourSteps(planes[0].length).hue(planes, 0);
    ColourSteps.saturation(planes, 1);
    return planes;
  }

  /** The bytes lie within half a level, and our noise, of the golden float. */
  private static void assertRoundsOnce(float[][] ours, float[][] expected) {
    int n = ours[0].length;
    byte[] rounded = new byte[3 * n];
    ColourSteps.round(ours, rounded, 0);
    double largest = 0;
    for (int i = 0; i < 3 * n; i++) {
      largest = Math.max(largest, Math.abs((rounded[i] & 0xFF) / 255.0 - expected[i % 3][i / 3]));
    }
    assertThat(largest).isLessThan(1 / 510.0 + BAR);
  }

  private static void assertClose(String what, float[][] ours, float[][] expected) {
    double largest = 0;
    for (int c = 0; c < 3; c++) {
      assertThat(ours[c]).hasSameSizeAs(expected[c]);
      for (int i = 0; i < ours[c].length; i++) {
        largest = Math.max(largest, Math.abs((double) ours[c][i] - expected[c][i]));
      }
    }
    LARGEST.merge(what.replaceAll("-[0-9].*", ""), largest, Math::max);
    assertThat(largest).as("%s: largest difference", what).isLessThan(BAR);
  }
}
