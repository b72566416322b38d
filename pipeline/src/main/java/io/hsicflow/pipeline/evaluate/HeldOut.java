package io.hsicflow.pipeline.evaluate;

import io.hsicflow.operators.evaluator.ProbeSplit;
import java.util.Collection;
import java.util.Locale;

/** Which images of a labelled data set are kept apart and classified. */
enum HeldOut {
  /** Those that the set marks as its test part. */
  TEST,
  /** Without a test part, those that the set marks to validate with. */
  VALIDATION,
  /** Without marks, one in five by the hash of the id. */
  ONE_IN_FIVE;

  /** Those of a set whose images are marked so; a mark may be null. */
  static HeldOut of(Collection<String> marks) {
    if (marks.stream().anyMatch(ProbeSplit::isTest)) {
      return TEST;
    }
    return marks.stream().anyMatch(ProbeSplit::isValidation) ? VALIDATION : ONE_IN_FIVE;
  }

  /** Whether an image is one of them by its mark, which may be null. */
  boolean isMarkedBy(String mark) {
    return switch (this) {
      case TEST -> ProbeSplit.isTest(mark);
      case VALIDATION -> ProbeSplit.isValidation(mark);
      case ONE_IN_FIVE -> false;
    };
  }

  /** For results, such as {@code one-in-five}. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
