package io.hsicflow.pipeline.demo;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * What a demo shows its learner, and what it judges it by. Bank and query are for one thread at a
 * time.
 */
sealed interface DemoData extends Closeable permits GarmentScenes, OwnImages {
  /**
   * The training images one after the other, without end; for one thread, not the same as another
   * stream's.
   */
  interface TrainingStream extends Closeable {
    /** The next image; never null. */
    DemoImage next() throws IOException;
  }

  /** One line for the settings. */
  String description();

  /** Names of the classes; empty where there are no labels. */
  List<String> classes();

  /** Images to look for neighbours among. */
  int bankSize();

  /** Images that are classified by their neighbours, never trained on. */
  int querySize();

  /** Image {@code index} of the bank. */
  DemoImage bank(int index) throws IOException;

  /** Image {@code index} of the query set. */
  DemoImage query(int index) throws IOException;

  /** The training images from their beginning. */
  TrainingStream stream() throws IOException;

  /** The classes of bank and query; null where there are no labels. */
  default ProbeLabels labels() throws IOException {
    if (classes().isEmpty()) {
      return null;
    }
    int[] bank = new int[bankSize()];
    for (int i = 0; i < bank.length; i++) {
      bank[i] = bank(i).label();
    }
    int[] query = new int[querySize()];
    for (int i = 0; i < query.length; i++) {
      query[i] = query(i).label();
    }
    return new ProbeLabels(bank, query);
  }
}
