package io.hsicflow.operators.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.operators.TestImages;
import io.hsicflow.schemas.record.SourceImage;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images are held as pixels or as files, and what is held does not hang on which. */
class HeldFormTest {

  private static final int PIXELS = 7;
  private static final int FILE_BYTES = 4;

  @ParameterizedTest
  @CsvSource({"encoded, 4", "decoded, 21"})
  void whatIsHeldIsTheOneFormAlone(String form, long bytes) throws Exception {
    ReplayedStream stream =
        new ReplayedStream(ReplayedStream.SEED, "policy=fifo", "images=10", "held=" + form);
    take(stream, 0, 30);

    assertThat(stream.held())
        .hasSize(10)
        .allMatch(image -> (image.rgb() == null) == form.equals("encoded"))
        .allMatch(image -> (image.file() == null) == form.equals("decoded"));
    assertThat(stream.replay().bytes()).isEqualTo(10 * bytes);
  }

  @Test
  void theBoundOfBytesIsOneOfFilesWhereFilesAreHeld() throws Exception {
    ReplayedStream stream =
        new ReplayedStream(ReplayedStream.SEED, "policy=fifo", "max-bytes=83b", "held=encoded");
    take(stream, 0, 50);

    assertThat(stream.heldOffsets())
        .containsExactlyElementsOf(LongStream.range(30, 50).boxed().toList());
    assertThat(stream.replay().bytes()).isEqualTo(20 * FILE_BYTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fifo", "reservoir", "min-redundancy", "repeat"})
  void theSameImagesHaveTheSamePlacesInBothForms(String policy) throws Exception {
    List<Long> decoded = places(policy, "decoded");

    assertThat(places(policy, "encoded")).isEqualTo(decoded).hasSizeGreaterThan(400);
  }

  @Test
  void imagesThatAreHeldWhenTheFormChangesStayAsTheyAre() throws Exception {
    ReplayedStream stream =
        new ReplayedStream(ReplayedStream.SEED, "policy=fifo", "images=10", "held=decoded");
    take(stream, 0, 10);
    stream.replay().snapshot();
    stream.open(ReplayedStream.SEED, "policy=fifo", "images=10", "held=encoded");
    take(stream, 10, 14);

    assertThat(stream.held()).filteredOn(image -> image.file() == null).hasSize(6);
    assertThat(stream.held()).filteredOn(image -> image.rgb() == null).hasSize(4);
    assertThat(stream.replay().bytes()).isEqualTo(6 * 3 * PIXELS + 4 * FILE_BYTES);

    stream.replay().snapshot();
    stream.open(ReplayedStream.SEED, "policy=fifo", "images=10", "held=decoded");
    assertThat(stream.replay().bytes()).isEqualTo(6 * 3 * PIXELS + 4 * FILE_BYTES);
  }

  @Test
  void anImageThatComesWithoutItsFileIsHeldAsPixels() throws Exception {
    ReplayedStream stream =
        new ReplayedStream(ReplayedStream.SEED, "policy=fifo", "images=10", "held=encoded");
    stream.take(0, 3);

    assertThat(stream.held()).hasSize(3).allMatch(image -> image.rgb() != null);
  }

  @Test
  void filesAreWantedOnlyWhereTheyAreHeld() {
    Configuration config = new Configuration();
    assertThat(ReplayOptions.wantsFiles(config)).isFalse();
    config.set(ReplayOptions.HELD, HeldForm.ENCODED);
    assertThat(ReplayOptions.wantsFiles(config)).as("without replay").isFalse();
    config.set(ReplayOptions.POLICY, ReplayKind.FIFO);
    assertThat(ReplayOptions.wantsFiles(config)).isTrue();
    config.set(ReplayOptions.HELD, HeldForm.DECODED);
    assertThat(ReplayOptions.wantsFiles(config)).isFalse();
  }

  private static List<Long> places(String policy, String form) throws Exception {
    ReplayedStream stream =
        new ReplayedStream(
            ReplayedStream.SEED, "policy=" + policy, "images=12", "places=2.6", "held=" + form);
    take(stream, 0, 200);
    return stream.places.stream().map(SourceImage::offset).toList();
  }

  private static void take(ReplayedStream stream, int first, int end) throws Exception {
    for (int offset = first; offset < end; offset++) {
      SourceImage image = ReplayedStream.image("camera", offset, PIXELS);
      stream.take(TestImages.withFile(image, new byte[FILE_BYTES]));
    }
  }
}
