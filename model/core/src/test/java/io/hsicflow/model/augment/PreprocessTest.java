package io.hsicflow.model.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.model.golden.GoldenFiles;
import io.hsicflow.model.parity.GoldenFile;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessTest {
  @ParameterizedTest
  @CsvSource({"100, 80, 32", "33, 500, 32", "64, 64, 32"})
  void shrinksTheWholePictureByTheAreaFilter(int width, int height, int size) {
    byte[] picture = ViewMakerTest.picture(width, height, 4);
    byte[] out = new byte[3 * size * size];
    Preprocess.whole(picture, width, height, size, out, 0);
    for (int i = 0; i < out.length; i++) {
      int pixel = i / 3;
      double mean =
          AreaShrinkTest.mean(
              picture, width, height, size, size, pixel % size, pixel / size, i % 3);
      assertThat((double) (out[i] & 0xFF)).isCloseTo(mean, within(0.501));
    }
  }

  @Test
  void enlargesTheWholePictureByTheReferencesBicubic() throws Exception {
    GoldenFile golden = GoldenFiles.open("augment/crop-09.safetensors");
    byte[] image = golden.tensor("image").bytes();
    float[][] same = new Preprocess(Preprocess.Kind.WHOLE, 32).render(image, 32, 32);
    float[] out = golden.tensor("out").toFloats();
    for (int i = 0; i < out.length; i++) {
      assertThat(same[i % 3][i / 3]).isEqualTo(out[i]);
    }
    ViewMaker maker = new ViewMaker(AugmentSettings.none(), 48);
    byte[] view = new byte[3 * 48 * 48];
    maker.make(image, 32, 32, 0, 0, 0, view);
    byte[] whole = new byte[3 * 48 * 48];
    Preprocess.whole(image, 32, 32, 48, whole, 0);
    assertThat(whole).isEqualTo(view);
  }

  @Test
  void mixesTheFiltersWhereOneSideGrowsAndTheOtherShrinks() {
    byte[] flat = new byte[3 * 10 * 100];
    Arrays.fill(flat, (byte) 77);
    byte[] out = new byte[3 * 32 * 32];
    Preprocess.whole(flat, 10, 100, 32, out, 0);
    assertThat(out).containsOnly(77);
  }

  @Test
  void writesAtItsOffsetOnly() {
    byte[] picture = ViewMakerTest.picture(20, 20, 4);
    byte[] out = new byte[3 * 8 * 8 * 3];
    Arrays.fill(out, (byte) 1);
    new Preprocess(Preprocess.Kind.CENTRE_CROP, 8).apply(picture, 20, 20, out, 192);
    byte[] alone = new byte[192];
    Preprocess.centreCrop(picture, 20, 20, 8, alone, 0);
    assertThat(Arrays.copyOfRange(out, 192, 384)).isEqualTo(alone);
    assertThat(Arrays.copyOf(out, 192)).containsOnly(1);
    assertThat(Arrays.copyOfRange(out, 384, 576)).containsOnly(1);
  }

  @Test
  void choosesTheWholePictureForSmallInputs() {
    assertThat(Preprocess.Kind.defaultFor(32)).isEqualTo(Preprocess.Kind.WHOLE);
    assertThat(Preprocess.Kind.defaultFor(64)).isEqualTo(Preprocess.Kind.WHOLE);
    assertThat(Preprocess.Kind.defaultFor(96)).isEqualTo(Preprocess.Kind.CENTRE_CROP);
  }

  @Test
  void refusesArraysThatDoNotFit() {
    assertThatThrownBy(() -> Preprocess.whole(new byte[5], 1, 1, 8, new byte[192], 0))
        .hasMessageContaining("has 5");
    assertThatThrownBy(() -> Preprocess.whole(new byte[3], 1, 1, 8, new byte[192], 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
