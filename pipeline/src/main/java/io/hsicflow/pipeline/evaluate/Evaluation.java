package io.hsicflow.pipeline.evaluate;

import java.io.IOException;
import java.nio.file.Path;

/** A way to say what an encoder is worth on a labelled data set. */
@FunctionalInterface
public interface Evaluation {

  /**
   * Evaluates.
   *
   * @param data any data set that {@code produce} reads
   * @throws io.hsicflow.pipeline.UserException with a sentence, where encoder and data do not allow
   *     it
   */
  ProtocolReport of(EvaluatedEncoder encoder, Path data) throws IOException;

  /** Called once the report is where it was to go: what was kept for another run may go. */
  default void delivered() throws IOException {}
}
