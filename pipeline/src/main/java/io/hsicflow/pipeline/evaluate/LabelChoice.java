package io.hsicflow.pipeline.evaluate;

import io.hsicflow.operators.evaluator.IdHash;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which training images keep their labels: of each class the share of its images, rounded up, whose
 * ids have the smallest hashes. It depends on no seed and no order of reading, and a smaller share
 * is part of a larger one.
 *
 * @param share above 0, at most 1
 */
record LabelChoice(double share) {

  private record Candidate(int place, long key) {}

  /** The chosen images, in the order of the part. */
  LabelledPart of(LabelledPart train) {
    Map<Integer, List<Candidate>> ofClasses = new HashMap<>();
    for (int i = 0; i < train.count(); i++) {
      ofClasses
          .computeIfAbsent(train.labels()[i], label -> new ArrayList<>())
          .add(new Candidate(i, IdHash.of(train.ids().get(i)).key()));
    }
    int[] places =
        ofClasses.values().stream()
            .flatMap(
                candidates ->
                    candidates.stream()
                        .sorted(
                            Comparator.comparingLong(Candidate::key)
                                .thenComparing(candidate -> train.ids().get(candidate.place)))
                        .limit(count(candidates.size())))
            .mapToInt(Candidate::place)
            .toArray();
    Arrays.sort(places);
    return train.at(places);
  }

  /** Of a hundred, 0.07 are seven: as a double 0.07 is a little more, and eight would be taken. */
  private long count(int images) {
    return BigDecimal.valueOf(share)
        .multiply(BigDecimal.valueOf(images))
        .setScale(0, RoundingMode.CEILING)
        .longValueExact();
  }
}
