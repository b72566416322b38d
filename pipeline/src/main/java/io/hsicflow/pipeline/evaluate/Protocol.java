package io.hsicflow.pipeline.evaluate;

import java.util.List;

/** What embeddings are worth, by one way to say it. */
public interface Protocol {

  /** What it is called, to people and in files. */
  String name();

  /** Its figures, one result or several of different settings. */
  List<ProtocolResult> judge(EmbeddedSet set);
}
