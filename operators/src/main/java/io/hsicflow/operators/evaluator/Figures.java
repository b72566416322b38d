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

  /**
   * Distance of the stream's last images from those of an evaluation before, which {@link
   * #REFERENCE} counts; {@link #VALUE} and {@link #NOISE}.
   */
  public static final String WINDOW_DRIFT = "window-drift";

  /**
   * How unlike all that was seen the stream's last images are; {@link #VALUE} and {@link #BEFORE}.
   */
  public static final String NOVELTY = "novelty";

  /**
   * Who sent the stream's last images; of each source {@link #IMAGES}, {@link #SHARE} and {@link
   * #AGE_SECONDS}, with its name and a point in front.
   */
  public static final String SOURCES = "sources";

  /** The share of the query whose class was the likeliest. */
  public static final String TOP1 = "top1";

  /** The share of the query whose class was among the five likeliest. */
  public static final String TOP5 = "top5";

  /** Classes that {@link #TOP5} counts. */
  public static final int LIKELIEST = 5;

  /** The one number of a measure that needs no labels. */
  public static final String VALUE = "value";

  /** What a distance exceeds once in twenty times where nothing has changed. */
  public static final String NOISE = "noise";

  /** The same number of the window before. */
  public static final String BEFORE = "before";

  /** How many images were compared with. */
  public static final String REFERENCE = "reference";

  /** How many. */
  public static final String IMAGES = "images";

  /** How many of all, 0 to 1. */
  public static final String SHARE = "share";

  /** How long before the evaluation the latest was captured, as its record says. */
  public static final String AGE_SECONDS = "ageSeconds";

  private Figures() {}
}
