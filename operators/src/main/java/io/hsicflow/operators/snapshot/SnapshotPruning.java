package io.hsicflow.operators.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.core.fs.FileSystem;

/**
 * Deletes snapshots that need not stay, with all that lies beside them under their names, and
 * nothing else of the folder.
 *
 * <p>Others may publish and release at the same time. A snapshot is marked before it is deleted,
 * and the pointers are read after the mark; whoever sets a pointer looks for a mark afterwards
 * ({@link SnapshotStore#refuseWhatIsDeleted}). So no pointer comes to name what is gone, unseen. Of
 * two prunings at once one may take the other's mark away: there should be one at a time.
 */
public final class SnapshotPruning {

  private final SnapshotStore store;
  private final SnapshotRetention retention;

  /** Prunes {@code store} as {@code retention} says. */
  public SnapshotPruning(SnapshotStore store, SnapshotRetention retention) {
    this.store = store;
    this.retention = retention;
  }

  /**
   * What is to become of a snapshot.
   *
   * @param goes whether it is deleted
   * @param reason why, or why not: a few words
   */
  public record Decision(SnapshotEntry entry, boolean goes, String reason) {}

  /**
   * What is to become of every snapshot, the one published first in front. Deletes nothing.
   *
   * @throws IOException where the folder or a pointer cannot be read: nothing may go while it is
   *     not known what is in use
   */
  public List<Decision> plan() throws IOException {
    SnapshotCatalog catalog = SnapshotCatalog.read(store);
    if (!catalog.problems().isEmpty()) {
      throw new IOException(
          "Nothing is deleted while it is not known which snapshots are in use. "
              + String.join(" ", catalog.problems()));
    }
    Optional<SnapshotEntry> best = catalog.best(retention.best());
    List<SnapshotEntry> latest = latest(catalog);
    List<Decision> decisions = new ArrayList<>();
    for (SnapshotEntry entry : catalog.entries()) {
      Optional<String> stays = whyItStays(catalog, entry, best, latest);
      decisions.add(new Decision(entry, stays.isEmpty(), stays.orElseGet(() -> whyItGoes(entry))));
    }
    return decisions;
  }

  private List<SnapshotEntry> latest(SnapshotCatalog catalog) {
    List<SnapshotEntry> newestFirst = new ArrayList<>(catalog.entries());
    Collections.reverse(newestFirst);
    List<SnapshotEntry> latest = new ArrayList<>();
    for (boolean held : new boolean[] {false, true}) {
      newestFirst.stream()
          .filter(entry -> entry.isHeld() == held)
          .limit(retention.keep())
          .forEach(latest::add);
    }
    return latest;
  }

  private Optional<String> whyItStays(
      SnapshotCatalog catalog,
      SnapshotEntry entry,
      Optional<SnapshotEntry> best,
      List<SnapshotEntry> latest) {
    if (!retention.isOn()) {
      return Optional.of("all are kept");
    }
    if (catalog.isNewest(entry)) {
      return Optional.of("newest");
    }
    if (catalog.isReleased(entry)) {
      return Optional.of("released");
    }
    if (best.filter(entry::equals).isPresent()) {
      return Optional.of("best " + retention.best());
    }
    if (retention.pins(entry)) {
      return Optional.of("pinned");
    }
    if (!entry.problems().isEmpty()) {
      return Optional.of("not known whether it is the best: " + String.join(" ", entry.problems()));
    }
    if (latest.contains(entry)) {
      return Optional.of("among the newest " + retention.keep() + kind(entry));
    }
    if (!entry.isHeld()
        && retention.everySteps() > 0
        && entry.step() % retention.everySteps() == 0) {
      return Optional.of("a step divisible by " + retention.everySteps());
    }
    return Optional.empty();
  }

  private String whyItGoes(SnapshotEntry entry) {
    return "not among the newest "
        + retention.keep()
        + kind(entry)
        + (retention.everySteps() > 0 && !entry.isHeld()
            ? ", nor a step divisible by " + retention.everySteps()
            : "");
  }

  private static String kind(SnapshotEntry entry) {
    return entry.isHeld() ? " that were held back" : "";
  }

  /**
   * Deletes what goes by {@link #plan}, and what an earlier pruning that was broken off left.
   *
   * @return what was deleted
   */
  public List<Decision> run() throws IOException {
    List<Decision> deleted = new ArrayList<>();
    for (Decision decision : plan()) {
      if (decision.goes() && delete(decision.entry().file())) {
        deleted.add(decision);
      }
    }
    finishWhatWasBrokenOff();
    return deleted;
  }

  /** Deletes a snapshot, unless a pointer has come to name it; whether it did. */
  private boolean delete(SnapshotFile file) throws IOException {
    JsonFile mark = file.beside(BesideFile.DELETING);
    mark.write(Map.of("file", file.path().getName()));
    if (isNamed(file, SnapshotStore.NEWEST) || isNamed(file, SnapshotStore.RELEASED)) {
      mark.delete();
      return false;
    }
    FileSystem files = file.path().getFileSystem();
    files.delete(file.path(), false);
    if (file.exists()) {
      mark.delete();
      throw new IOException(
          "Snapshot " + file + " could not be deleted: check the folder's permissions.");
    }
    deleteWhatLiesBeside(file);
    return true;
  }

  private boolean isNamed(SnapshotFile file, String pointer) throws IOException {
    return store
        .pointer(pointer)
        .filter(named -> named.file().equals(file.path().getName()))
        .isPresent();
  }

  /** The mark goes last, so that a deletion that is broken off is seen. */
  private static void deleteWhatLiesBeside(SnapshotFile file) throws IOException {
    for (BesideFile kind : BesideFile.values()) {
      if (kind != BesideFile.DELETING) {
        file.beside(kind).delete();
      }
    }
    file.beside(BesideFile.DELETING).delete();
  }

  private void finishWhatWasBrokenOff() throws IOException {
    for (SnapshotFile file : store.markedAsDeleted()) {
      if (file.exists()) {
        file.beside(BesideFile.DELETING).delete();
      } else {
        deleteWhatLiesBeside(file);
      }
    }
  }
}
