package io.hsicflow.connectors.dataset;

/**
 * One image of a data set.
 *
 * @param id its path in the data set, or its file and number: unique within the set, the same each
 *     time
 * @param split whether it is kept apart for testing or validation
 * @param label its class, or null where the set does not say
 * @param file an image file's bytes
 */
public record DatasetImage(String id, Split split, String label, byte[] file) {
  /** Which part of a data set an image belongs to. */
  public enum Split {
    /** To learn from. */
    TRAIN,
    /** Kept apart to validate: a folder {@code val}, {@code valid} or {@code validation}. */
    VALIDATION,
    /** Kept apart: a folder {@code test}, {@code test_batch.bin}, {@code t10k-images-...}. */
    TEST
  }
}
