package io.hsicflow.operators.snapshot;

/** What may lie beside a snapshot, under its name with another ending. */
enum BesideFile {
  /** {@link SnapshotDescription}. */
  DESCRIPTION(".json"),
  /** {@link SnapshotEvaluations}. */
  EVALUATIONS(".evaluations.json"),
  /** {@link SnapshotVerdict}. */
  VERDICT(".verdict.json"),
  /** {@link SnapshotCard} for programs. */
  CARD(".card.json"),
  /** {@link SnapshotCard} for people. */
  CARD_TEXT(".card.md"),
  /** Says that {@link SnapshotPruning} is about to delete it. */
  DELETING(".deleting.json");

  private final String suffix;

  BesideFile(String suffix) {
    this.suffix = suffix;
  }

  /** Its ending, in place of the snapshot's own. */
  String suffix() {
    return suffix;
  }
}
