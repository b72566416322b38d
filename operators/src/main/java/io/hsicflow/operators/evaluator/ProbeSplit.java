package io.hsicflow.operators.evaluator;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What is bank and what is query. Where some image is marked as one to test with, those are the
 * query and the others the bank; else one in five by the hash of the id is query. Images are marked
 * by their attribute {@code split}, which {@code produce} sets, and in a folder by lying below one
 * called {@code test}.
 */
public final class ProbeSplit {
  /** The attribute that marks an image. */
  public static final String ATTRIBUTE = "split";

  private static final String TEST = "test";
  private static final String VALIDATION = "validation";
  private static final int ONE_IN = 5;

  private ProbeSplit() {}

  /** Whether an image is marked as one to test with. */
  public static boolean isTest(Map<String, String> attributes) {
    return isTest(attributes.get(ATTRIBUTE));
  }

  /** Whether {@code split}, which may be null, marks an image as one to test with. */
  public static boolean isTest(String split) {
    return TEST.equalsIgnoreCase(split);
  }

  /** Whether {@code split}, which may be null, marks an image as one to validate with. */
  public static boolean isValidation(String split) {
    return VALIDATION.equalsIgnoreCase(split);
  }

  /**
   * Which of {@code images} are query.
   *
   * @param isTest whether an image is marked as one to test with
   * @param id of an image
   */
  public static <T> Predicate<T> query(
      Collection<T> images, Predicate<T> isTest, Function<T, String> id) {
    return images.stream().anyMatch(isTest) ? isTest : image -> isQuery(id.apply(image));
  }

  /** Whether an image is query where none is marked. */
  public static boolean isQuery(String id) {
    return IdHash.of(id).isOneIn(ONE_IN);
  }
}
