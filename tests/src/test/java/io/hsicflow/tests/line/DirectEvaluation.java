package io.hsicflow.tests.line;

import io.hsicflow.model.augment.AugmentSettings;
import io.hsicflow.model.augment.Preprocess;
import io.hsicflow.model.augment.ViewMaker;
import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.image.DecodedPixels;
import io.hsicflow.model.image.ImageDecoder;
import io.hsicflow.model.image.ImageLimits;
import io.hsicflow.model.image.ImageRejectedException;
import io.hsicflow.model.learner.Encoder;
import io.hsicflow.model.metrics.Alignment;
import io.hsicflow.model.metrics.EmbeddingDeviation;
import io.hsicflow.model.metrics.EmbeddingDrift;
import io.hsicflow.model.metrics.LinearProbe;
import io.hsicflow.model.metrics.NearestNeighbours;
import io.hsicflow.model.metrics.NeighbourVote;
import io.hsicflow.model.metrics.RankMe;
import io.hsicflow.model.metrics.Uniformity;
import io.hsicflow.model.metrics.Vectors;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.operators.evaluator.IdHash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the evaluator should find, computed in a plain loop over the files of the probe. */
final class DirectEvaluation {
  static final List<String> NAMES =
      List.of(
          "knn",
          "linear",
          "rankme",
          "embedding-std",
          "uniformity",
          "alignment",
          "drift",
          "sources");

  private static final double TEMPERATURE = 0.1;

  private DirectEvaluation() {}

  /**
   * Results by the names of the evaluation and of the metric.
   *
   * @param k neighbours that vote
   * @param streamed how many of the test's pictures the stream has
   */
  static Map<String, Map<String, Double>> of(
      EncoderSnapshot snapshot, Path probe, int k, int streamed) throws Exception {
    int size = snapshot.metadata().inputSize();
    List<byte[]> stream = new ArrayList<>();
    for (int number = 0; number < streamed; number++) {
      stream.add(whole(decode(TestPictures.png(number)), size));
    }
    List<byte[]> bank = new ArrayList<>();
    List<byte[]> query = new ArrayList<>();
    List<byte[]> first = new ArrayList<>();
    List<byte[]> second = new ArrayList<>();
    int[] bankLabels = new int[ProbeFolder.CLASSES.size() * ProbeFolder.BANK_OF_EACH];
    int[] queryLabels = new int[ProbeFolder.CLASSES.size() * ProbeFolder.QUERY_OF_EACH];
    for (int label = 0; label < ProbeFolder.CLASSES.size(); label++) {
      for (int number = 0;
          number < ProbeFolder.BANK_OF_EACH + ProbeFolder.QUERY_OF_EACH;
          number++) {
        boolean test = number >= ProbeFolder.BANK_OF_EACH;
        String id =
            (test ? "test/" : "train/") + ProbeFolder.CLASSES.get(label) + "/" + number + ".png";
        DecodedPixels picture = decode(Files.readAllBytes(probe.resolve(id)));
        byte[] whole = whole(picture, size);
        if (test) {
          queryLabels[query.size()] = label;
          query.add(whole);
          byte[] view1 = new byte[whole.length];
          byte[] view2 = new byte[whole.length];
          new ViewMaker(AugmentSettings.method(), size)
              .make(
                  picture.rgb(),
                  picture.width(),
                  picture.height(),
                  0,
                  IdHash.of(id).key() & Integer.MAX_VALUE,
                  view1,
                  view2);
          first.add(view1);
          second.add(view2);
        } else {
          bankLabels[bank.size()] = label;
          bank.add(whole);
        }
      }
    }
    try (Backend backend = Backends.open(Backends.AUTO, Precision.FLOAT32, 1);
        Encoder encoder = Encoder.load(backend, snapshot)) {
      Vectors ofBank = embed(encoder, bank);
      Vectors ofQuery = embed(encoder, query);
      NeighbourVote vote =
          new NeighbourVote(new NearestNeighbours(k, 1).byCosine(ofBank, ofQuery), bankLabels);
      LinearProbe linear = LinearProbe.train(ofBank, bankLabels, () -> {});
      return Map.of(
          "knn",
          Map.of("top1", NeighbourVote.accuracy(vote.weighted(k, TEMPERATURE), queryLabels)),
          "linear",
          Map.of(
              "top1",
              linear.accuracy(ofQuery, queryLabels, 1),
              "top5",
              linear.accuracy(ofQuery, queryLabels, 5)),
          "rankme",
          Map.of("value", RankMe.of(ofBank)),
          "embedding-std",
          Map.of("value", EmbeddingDeviation.of(ofBank)),
          "uniformity",
          Map.of("value", Uniformity.of(ofQuery)),
          "alignment",
          Map.of("value", Alignment.of(embed(encoder, first), embed(encoder, second))),
          "drift",
          Map.of("value", new EmbeddingDrift(ofBank, 0).of(embed(encoder, stream))),
          "sources",
          Map.of("images.images", (double) streamed, "images.share", 1.0));
    }
  }

  private static DecodedPixels decode(byte[] file) throws ImageRejectedException {
    return new ImageDecoder(ImageLimits.defaults()).decode(file);
  }

  private static byte[] whole(DecodedPixels picture, int size) {
    byte[] whole = new byte[3 * size * size];
    Preprocess.whole(picture.rgb(), picture.width(), picture.height(), size, whole, 0);
    return whole;
  }

  private static Vectors embed(Encoder encoder, List<byte[]> pictures) {
    float[] values = new float[pictures.size() * encoder.dimension()];
    for (int i = 0; i < pictures.size(); i++) {
      System.arraycopy(
          encoder.embed(pictures.get(i), 1),
          0,
          values,
          i * encoder.dimension(),
          encoder.dimension());
    }
    return new Vectors(values, encoder.dimension());
  }
}
