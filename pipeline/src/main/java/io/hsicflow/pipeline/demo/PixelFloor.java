package io.hsicflow.pipeline.demo;

import io.hsicflow.pipeline.report.BankAndQuery;
import io.hsicflow.pipeline.report.RawPixels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What neighbours among the raw pixels are worth: the mark that an encoder has to pass. */
final class PixelFloor {
  /** Pictures are smaller for a classifier, whose weights learn from all of them at a time. */
  private static final int LARGEST_SIDE_TO_LEARN = 16;

  private PixelFloor() {}

  /** Cosine, centred cosine and Euclidean distance. */
  static List<Score> scores(BankAndQuery pixels, ProbeLabels labels, int threads) {
    List<Score> scores = new ArrayList<>();
    for (Score.Search search : Score.Search.values()) {
      String name =
          switch (search) {
            case COSINE -> "raw pixels, cosine";
            case CENTRED_COSINE -> "raw pixels, centred cosine";
            case EUCLIDEAN -> "raw pixels, Euclidean";
          };
      scores.add(
          Score.ofSearch(
              name, Score.Kind.PIXELS, search, pixels.bank(), pixels.query(), labels, threads));
    }
    return scores;
  }

  /** The pixels of bank and query for neighbours. */
  static BankAndQuery vectors(DemoData data, int size) throws IOException {
    return pixels(data, RawPixels.side(size));
  }

  /** The pixels for a classifier, of at most {@link #LARGEST_SIDE_TO_LEARN} a side. */
  static BankAndQuery toLearn(DemoData data, int size) throws IOException {
    return pixels(data, Math.min(size, LARGEST_SIDE_TO_LEARN));
  }

  /** What a linear classifier makes of the pixels {@link #toLearn}, named by their side. */
  static Score linear(BankAndQuery pixels, int size, ProbeLabels labels) {
    String name =
        size > LARGEST_SIDE_TO_LEARN
            ? "raw pixels at %d x %d".formatted(LARGEST_SIDE_TO_LEARN, LARGEST_SIDE_TO_LEARN)
            : "raw pixels";
    return new Score(
        name,
        Score.Kind.PIXELS_TO_LEARN,
        Double.NaN,
        Double.NaN,
        Score.linear(pixels.bank(), pixels.query(), labels),
        Double.NaN,
        Double.NaN);
  }

  private static BankAndQuery pixels(DemoData data, int side) throws IOException {
    ProbePictures pictures = new ProbePictures(data, side);
    return RawPixels.of(
        pictures.bank(0, data.bankSize()), pictures.query(0, data.querySize()), pictures.bytes());
  }
}
