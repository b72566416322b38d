package io.hsicflow.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.augment.ShrinkRule;
import java.lang.management.ManagementFactory;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Prints images/s from JPEGs in memory to pixels, by one thread's processor time: the JDK's reader
 * as it stands beside the gate's decoder, one after the other in every round.
 */
@Tag("slow")
class DecoderThroughputTest {
  private static final long WARM_UP_NANOS = 2_000_000_000L;
  private static final long MEASURED_NANOS = 700_000_000L;
  private static final int ROUNDS = 5;

  /** One way from a file to pixels. */
  private interface Decoding {
    void decode(byte[] file) throws Exception;
  }

  @ParameterizedTest
  @CsvSource({"32, 32, 32", "224, 224, 224", "500, 375, 224", "4000, 3000, 224"})
  void decodesFasterThanALearnerTakesImages(int width, int height, int input) throws Exception {
    byte[] file = TestPictures.scene(width, height, 0.9f);
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    ByteArrayImageStream stream = new ByteArrayImageStream();
    ImageDecoder whole = new ImageDecoder(ImageLimits.defaults());
    ImageDecoder shrinking =
        new ImageDecoder(ImageLimits.defaults(), ShrinkRule.timesInput(input, 4));
    String[] names = {"JDK read", "JDK raster", "gate, whole", "gate, shrinking"};
    Decoding[] ways = {
      bytes -> {
        stream.open(bytes);
        reader.setInput(stream, true, true);
        reader.read(0);
      },
      bytes -> {
        stream.open(bytes);
        reader.setInput(stream, true, true);
        reader.readRaster(0, null);
      },
      whole::decode,
      shrinking::decode
    };
    for (Decoding way : ways) {
      run(way, file, WARM_UP_NANOS);
    }
    double[] best = new double[ways.length];
    for (int round = 0; round < ROUNDS; round++) {
      for (int way = 0; way < ways.length; way++) {
        best[way] = Math.max(best[way], run(ways[way], file, MEASURED_NANOS));
      }
    }
    reader.dispose();
    System.out.printf("%dx%d, %d bytes, images/s:", width, height, file.length);
    for (int way = 0; way < ways.length; way++) {
      System.out.printf(" %s %.1f;", names[way], best[way]);
    }
    System.out.println();
    assertThat(best[2] * width * height).isGreaterThan(5e6);
  }

  private static double run(Decoding way, byte[] file, long nanos) throws Exception {
    long start = cpuNanos();
    int images = 0;
    do {
      way.decode(file);
      images++;
    } while (cpuNanos() < start + nanos);
    return images * 1e9 / (cpuNanos() - start);
  }

  /** This thread's own time: neighbours on the machine do not count. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
