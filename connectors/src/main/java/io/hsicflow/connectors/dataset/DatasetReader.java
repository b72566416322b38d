package io.hsicflow.connectors.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.util.OptionalLong;

/** Reads a data set from its beginning to its end, once; for one thread. */
public interface DatasetReader extends Closeable {

  /**
   * The next image, or null after the last.
   *
   * @throws IOException where the data cannot be read, with the file and what is wrong with it
   */
  DatasetImage next() throws IOException;

  /** The number of images of the whole set, where that is known without reading it. */
  OptionalLong total();

  /** How many files were passed over until now: no images by their names, empty, or too large. */
  long skipped();
}
