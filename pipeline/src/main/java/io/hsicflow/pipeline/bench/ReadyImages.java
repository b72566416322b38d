package io.hsicflow.pipeline.bench;

import io.hsicflow.model.image.DecodedPixels;
import io.hsicflow.model.image.ImageDecoder;
import io.hsicflow.model.image.ImageLimits;
import io.hsicflow.schemas.record.GateResult;
import io.hsicflow.schemas.record.SourceImage;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Stands in the place of source and gate of the role train: an endless stream of accepted images of
 * one partition, each the mean of two made photographs. Which two follows the image's number.
 */
final class ReadyImages extends RichMapFunction<Long, GateResult> {
  private static final long serialVersionUID = 1L;
  private static final long ENDLESS = Long.MAX_VALUE / 2;

  /** So many photographs make a million images; large ones would take the heap. */
  private static final int PHOTOGRAPHS = 1_000;

  private static final int LARGE_PHOTOGRAPHS = 64;
  private static final int LARGE = 64;

  private final int size;
  private final int count;
  private final boolean withFiles;
  private transient List<byte[]> photographs;
  private transient List<byte[]> files;

  private ReadyImages(int size, int count, boolean withFiles) {
    this.size = size;
    this.count = count;
    this.withFiles = withFiles;
  }

  /**
   * The stream.
   *
   * @param size side of the images in pixels
   * @param held how many are held; no more photographs are made
   * @param withFiles whether each comes with a file, that of one of its photographs
   */
  static DataStream<GateResult> stream(
      StreamExecutionEnvironment env, int size, int held, boolean withFiles) {
    int count = Math.min(held, size > LARGE ? LARGE_PHOTOGRAPHS : PHOTOGRAPHS);
    return env.fromSequence(0, ENDLESS)
        .name("numbers")
        .uid("ready-numbers")
        .setParallelism(1)
        .map(new ReadyImages(size, count, withFiles), TypeInformation.of(GateResult.class))
        .name("ready images")
        .uid("ready-images")
        .setParallelism(1);
  }

  @Override
  public void open(OpenContext context) throws Exception {
    ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
    photographs = new ArrayList<>();
    files = MadePhotographs.jpegs(count, size, size);
    for (byte[] file : files) {
      DecodedPixels pixels = decoder.decode(file);
      photographs.add(pixels.rgb());
    }
  }

  @Override
  public GateResult map(Long number) {
    byte[] one = photographs.get((int) (number % count));
    byte[] other = photographs.get((int) (number / count % count));
    byte[] rgb = new byte[one.length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) ((one[i] & 0xFF) + (other[i] & 0xFF) >> 1);
    }
    return GateResult.accept(
        new SourceImage(
            "images",
            0,
            number,
            "image-" + number,
            "made",
            number,
            null,
            size,
            size,
            rgb,
            withFiles ? files.get((int) (number % count)) : null));
  }
}
