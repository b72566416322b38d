package io.hsicflow.connectors.dataset;

/**
 * What a data set may hold.
 *
 * @param maxFileBytes the largest image file; larger ones are passed over
 * @param shuffleBytes the image bytes held for shuffling what can only be read in order
 */
public record DatasetLimits(int maxFileBytes, long shuffleBytes) {
  public DatasetLimits {
    if (maxFileBytes < 1 || shuffleBytes < 1) {
      throw new IllegalArgumentException(
          "The limits of a data set must be positive, but are "
              + maxFileBytes
              + " bytes a file and "
              + shuffleBytes
              + " bytes for shuffling.");
    }
  }

  /** 64 MiB a file, 256 MiB for shuffling. */
  public static DatasetLimits defaults() {
    return new DatasetLimits(64 << 20, 256L << 20);
  }
}
