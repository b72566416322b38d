package io.hsicflow.pipeline.demo;

import java.io.IOException;
import java.util.List;

/** What a demo shows its learner, and what it judges it by. Not thread-safe. */
sealed interface DemoData permits GarmentScenes {
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

  /** The image at a place of the endless training stream. */
  DemoImage training(long place) throws IOException;

  /** Images after which the stream has shown every training image once. */
  int pass();
}
