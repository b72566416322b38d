package io.hsicflow.connectors.source;

import java.io.IOException;
import java.io.Serializable;

/** Whether reading may begin; travels with its source in the job graph. */
@FunctionalInterface
public interface ReadingCondition extends Serializable {

  /**
   * Asked until it holds, and then no more.
   *
   * @throws IOException where it cannot be seen now; it is asked again
   */
  boolean holds() throws IOException;
}
