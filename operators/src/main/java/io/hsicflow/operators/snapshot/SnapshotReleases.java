package io.hsicflow.operators.snapshot;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was released: the pointer {@link SnapshotStore#RELEASED}, which says who released it and
 * why, and the list of the last {@value #KEPT} releases in {@value #HISTORY}.
 */
public final class SnapshotReleases {

  /** The file that lists releases, the oldest in front. */
  public static final String HISTORY = "releases.json";

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotReleases.class);
  private static final int KEPT = 1000;

  private final SnapshotStore store;

  /** The releases of {@code store}. */
  public SnapshotReleases(SnapshotStore store) {
    this.store = store;
  }

  /**
   * What is released now, if anything is.
   *
   * @throws IOException where the pointer cannot be read or names no snapshot
   */
  public Optional<Release> current() throws IOException {
    JsonFile file = store.pointerFile(SnapshotStore.RELEASED);
    Optional<Object> value = file.read();
    if (value.isEmpty()) {
      return Optional.empty();
    }
    Optional<Release> release = Release.parse(value.get());
    if (release.isEmpty()) {
      throw file.damaged("it names no file, step and digest.", null);
    }
    return release;
  }

  /**
   * All releases that are remembered, the oldest in front.
   *
   * @throws IOException where the list cannot be read or is damaged
   */
  public List<Release> history() throws IOException {
    JsonFile file = store.pointerFile(HISTORY);
    Optional<Object> value = file.read();
    if (value.isEmpty()) {
      return List.of();
    }
    if (!(value.get() instanceof List<?> items)) {
      throw file.damaged("it is no list of releases.", null);
    }
    List<Release> releases = new ArrayList<>();
    for (Object item : items) {
      releases.add(
          Release.parse(item)
              .orElseThrow(
                  () -> file.damaged("one of its releases has no file, step and digest.", null)));
    }
    return releases;
  }

  /**
   * Lets the pointer name another snapshot, in one step, and remembers it.
   *
   * @throws FileNotFoundException where the snapshot is not in the store
   * @throws IOException where it is being deleted; the pointer then names again what it named
   */
  void release(Release release) throws IOException {
    SnapshotPointer snapshot = release.snapshot();
    if (!store.file(snapshot).exists()) {
      throw new FileNotFoundException(
          "There is no snapshot " + snapshot.file() + " in " + store.folder() + " to release.");
    }
    Optional<Release> before = current();
    store.pointerFile(SnapshotStore.RELEASED).write(release.object());
    try {
      store.refuseWhatIsDeleted(snapshot);
    } catch (IOException e) {
      restore(before, e);
      throw e;
    }
    LOG.info(
        "Released snapshot {} in {} {}: {}",
        snapshot.file(),
        store.folder(),
        release.byHand() ? "by hand" : "by rule",
        release.reason());
    remember(release);
  }

  private void restore(Optional<Release> before, IOException failure) {
    JsonFile file = store.pointerFile(SnapshotStore.RELEASED);
    try {
      if (before.isPresent()) {
        file.write(before.get().object());
      } else {
        file.delete();
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private void remember(Release release) {
    try {
      List<Release> all = new ArrayList<>(history());
      all.add(release);
      store
          .pointerFile(HISTORY)
          .write(
              all.subList(Math.max(0, all.size() - KEPT), all.size()).stream()
                  .map(Release::object)
                  .toList());
    } catch (IOException e) {
      LOG.warn(
          "The release of {} stands, but the list of releases could not be written. {}",
          release.snapshot().file(),
          e.getMessage(),
          e);
    }
  }
}
