package io.hsicflow.pipeline.cli;

import io.hsicflow.operators.snapshot.SnapshotPruning.Decision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a pruning would delete, or did, as text and as an object of JSON. */
final class PruneText {
  private final List<Decision> plan;
  private final Optional<List<Decision>> deleted;

  /**
   * @param deleted what was deleted, empty where nothing was to be
   */
  PruneText(List<Decision> plan, Optional<List<Decision>> deleted) {
    this.plan = plan;
    this.deleted = deleted;
  }

  /** A line for each snapshot, and what it comes to. */
  String text() {
    TextColumns table = new TextColumns("", "step", "file", "size", "why");
    for (Decision decision : plan) {
      table.row(
          fate(decision),
          String.valueOf(decision.entry().step()),
          decision.entry().name(),
          SnapshotTable.size(decision.entry().bytes()),
          decision.reason());
    }
    List<Decision> going = deleted.orElseGet(this::going);
    long bytes = going.stream().mapToLong(decision -> decision.entry().bytes()).sum();
    String sum =
        String.format(
            deleted.isPresent()
                ? "%d snapshots were deleted: %s.%n"
                : "%d snapshots would be deleted: %s. Nothing was; --yes deletes them.%n",
            going.size(),
            SnapshotTable.size(bytes));
    return (table.isEmpty() ? "" : table.text()) + sum;
  }

  private String fate(Decision decision) {
    if (!decision.goes()) {
      return "stays";
    }
    if (deleted.isEmpty()) {
      return "goes";
    }
    return isDeleted(decision) ? "deleted" : "stays after all";
  }

  private List<Decision> going() {
    return plan.stream().filter(Decision::goes).toList();
  }

  private boolean isDeleted(Decision decision) {
    return deleted.orElse(List.of()).stream()
        .anyMatch(gone -> gone.entry().name().equals(decision.entry().name()));
  }

  /** The same for programs. */
  Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("dry_run", deleted.isEmpty());
    object.put("snapshots", plan.stream().map(this::object).toList());
    return object;
  }

  private Map<String, Object> object(Decision decision) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("file", decision.entry().name());
    object.put("step", decision.entry().step());
    object.put("digest", decision.entry().digest());
    object.put("bytes", decision.entry().bytes());
    object.put("goes", decision.goes());
    object.put("deleted", isDeleted(decision));
    object.put("reason", decision.reason());
    return object;
  }
}
