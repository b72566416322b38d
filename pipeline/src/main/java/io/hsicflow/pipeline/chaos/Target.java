package io.hsicflow.pipeline.chaos;

import java.util.Locale;

/** What is killed. */
enum Target {
  TASK_MANAGER("TaskManager"),
  JOB_MANAGER("JobManager"),
  BROKER("broker");

  private final String word;

  Target(String word) {
    this.word = word;
  }

  /** Its name, for people. */
  String word() {
    return word;
  }

  /** Its name, for programs. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
