package io.hsicflow.pipeline.demo;

import io.hsicflow.model.metrics.Vectors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What neighbours among the raw pixels are worth: the mark that an encoder has to pass. */
final class PixelFloor {
  /** Pixels of larger inputs are compared at this side: more would only cost time. */
  private static final int LARGEST_SIDE = 32;

  /** The same for a classifier, whose weights are as many and learn from all pictures at a time. */
  private static final int LARGEST_SIDE_TO_LEARN = 16;

  private PixelFloor() {}

  /** Cosine, centred cosine and Euclidean distance. */
  static List<Score> scores(EncoderVectors pixels, ProbeLabels labels, int threads) {
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

  /** The pixels of bank and query, of at most {@link #LARGEST_SIDE} a side. */
  static EncoderVectors vectors(DemoData data, int size) throws IOException {
    return pixels(data, Math.min(size, LARGEST_SIDE));
  }

  /** The pixels for a classifier, of at most {@link #LARGEST_SIDE_TO_LEARN} a side. */
  static EncoderVectors toLearn(DemoData data, int size) throws IOException {
    return pixels(data, Math.min(size, LARGEST_SIDE_TO_LEARN));
  }

  private static EncoderVectors pixels(DemoData data, int side) throws IOException {
    ProbePictures pictures = new ProbePictures(data, side);
    byte[] bank = pictures.bank(0, data.bankSize());
    byte[] query = pictures.query(0, data.querySize());
    boolean grey = isGrey(bank) && isGrey(query);
    return new EncoderVectors(
        vectors(bank, pictures.bytes(), grey), vectors(query, pictures.bytes(), grey));
  }

  /** Three equal channels change no neighbour and cost three times the work. */
  private static boolean isGrey(byte[] rgb) {
    for (int i = 0; i < rgb.length; i += 3) {
      if (rgb[i] != rgb[i + 1] || rgb[i] != rgb[i + 2]) {
        return false;
      }
    }
    return true;
  }

  private static Vectors vectors(byte[] rgb, int dimension, boolean grey) {
    if (!grey) {
      return Vectors.ofPixels(rgb, dimension);
    }
    byte[] channel = new byte[rgb.length / 3];
    for (int i = 0; i < channel.length; i++) {
      channel[i] = rgb[3 * i];
    }
    return Vectors.ofPixels(channel, dimension / 3);
  }
}
