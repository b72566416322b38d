package io.hsicflow.pipeline.evaluate;

import io.hsicflow.operators.evaluator.IdHash;
import io.hsicflow.pipeline.UserException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which training images keep their labels: of each class the share of its images, rounded up, whose
 * ids have the smallest hashes. It depends on no seed and no order of reading, and a smaller share
 * is part of a larger one.
 *
 * @param share above 0, at most 1
 */
public record LabelChoice(double share) {

  /** Every image keeps its label. */
  public static final LabelChoice ALL = new LabelChoice(1);

  /** Checks the share. */
  public LabelChoice {
    if (!(share > 0 && share <= 1)) {
      throw new UserException(
          "A share of the labels is %s: take above 0 and at most 1, such as --labels 0.01,0.1."
              .formatted(share));
    }
  }

  private record Candidate(int place, long key) {}

  /** The chosen images, in the order of the part. */
  LabelledPart of(LabelledPart train) {
    return train.at(places(train.ids(), train.labels()));
  }

  /** The chosen pictures, in the order of the part. */
  PicturePart of(PicturePart train) {
    return train.at(places(train.ids(), train.labels()));
  }

  private int[] places(List<String> ids, int[] labels) {
    Map<Integer, List<Candidate>> ofClasses = new HashMap<>();
    for (int i = 0; i < labels.length; i++) {
      ofClasses
          .computeIfAbsent(labels[i], label -> new ArrayList<>())
          .add(new Candidate(i, IdHash.of(ids.get(i)).key()));
    }
    int[] places =
        ofClasses.values().stream()
            .flatMap(
                candidates ->
                    candidates.stream()
                        .sorted(
                            Comparator.comparingLong(Candidate::key)
                                .thenComparing(candidate -> ids.get(candidate.place)))
                        .limit(count(candidates.size())))
            .mapToInt(Candidate::place)
            .toArray();
    Arrays.sort(places);
    return places;
  }

  /** Of a hundred, 0.07 are seven: as a double 0.07 is a little more, and eight would be taken. */
  private long count(int images) {
    return BigDecimal.valueOf(share)
        .multiply(BigDecimal.valueOf(images))
        .setScale(0, RoundingMode.CEILING)
        .longValueExact();
  }

  /**
   * As people read it.
   *
   * @param labels how many it leaves
   */
  String text(int labels) {
    return share == 1
        ? "all labels"
        : String.format(
            Locale.ROOT,
            "%s %% of the labels, %,d",
            String.format(Locale.ROOT, "%.4f", 100 * share).replaceFirst("\\.?0+$", ""),
            labels);
  }
}
