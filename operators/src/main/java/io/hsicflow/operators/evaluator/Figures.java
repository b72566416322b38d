package io.hsicflow.operators.evaluator;

/** The names of evaluations and of the numbers in them, as they stand in topic and files. */
public final class Figures {
  /** Weighted nearest neighbours by cosine; {@link #TOP1}, and how it was measured. */
  public static final String KNN = "knn";

  /** A linear classifier of the bank's embeddings; {@link #TOP1} and {@link #TOP5}. */
  public static final String LINEAR = "linear";

  /** RankMe of the bank; {@link #VALUE}. */
  public static final String RANKME = "rankme";

  /** Mean squared distance of two views of a query image; {@link #VALUE}. */
  public static final String ALIGNMENT = "alignment";

  /** How evenly the query covers the sphere; {@link #VALUE}. */
  public static final String UNIFORMITY = "uniformity";

  /** Spread of the bank, 1 is even in all directions, 0 is collapse; {@link #VALUE}. */
  public static final String EMBEDDING_STD = "embedding-std";

  /** Distance of the stream's last images from the bank; {@link #VALUE}. */
  public static final String DRIFT = "drift";

  /** The share of the query whose class was the likeliest. */
  public static final String TOP1 = "top1";

  /** The share of the query whose class was among the five likeliest. */
  public static final String TOP5 = "top5";

  /** Classes that {@link #TOP5} counts. */
  public static final int LIKELIEST = 5;

  /** The one number of a measure that needs no labels. */
  public static final String VALUE = "value";

  private Figures() {}
}
