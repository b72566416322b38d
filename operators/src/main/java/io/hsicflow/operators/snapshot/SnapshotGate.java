package io.hsicflow.operators.snapshot;

import io.hsicflow.operators.clock.Clock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.flink.configuration.ReadableConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the {@link ReleaseRule} judge snapshots, keeps its verdicts and model cards beside them, and
 * moves the pointer {@link SnapshotStore#RELEASED} accordingly. What a person released stays
 * released until a person says otherwise. Several of these, as a trainer's and an evaluator's, may
 * work on one store at once: every file stays whole, and the last word counts.
 */
public final class SnapshotGate {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotGate.class);

  /** With it a pointer stays below what readers of pointers read. */
  private static final int MAX_REASON_CHARS = 500;

  private final SnapshotStore store;
  private final SnapshotReleases releases;
  private final ReleaseRule rule;
  private final ReleaseMoment after;
  private final Clock clock;

  /**
   * @param config options {@code release.*}
   * @throws IllegalArgumentException with a sentence where one of them cannot be
   */
  public SnapshotGate(SnapshotStore store, ReadableConfig config, Clock clock) {
    this.store = store;
    this.releases = new SnapshotReleases(store);
    this.rule = new ReleaseRule(config);
    this.after = config.get(ReleaseOptions.AFTER);
    this.clock = clock;
  }

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException with a sentence where one of them cannot be
   */
  public static void check(ReadableConfig config) {
    new ReleaseRule(config);
  }

  /** What a verdict is about. */
  public record Judged(SnapshotEntry entry, SnapshotVerdict verdict) {}

  /** A snapshot was published: it is judged and perhaps released, if {@code release.after} says. */
  public void published(SnapshotPointer snapshot) throws IOException {
    if (after == ReleaseMoment.PUBLICATION) {
      decide(store.entry(snapshot));
    }
  }

  /**
   * Evaluations were put beside a snapshot: it is judged and perhaps released, or no longer
   * released, if {@code release.after} says; its card is written again.
   */
  public void evaluated(SnapshotPointer snapshot) throws IOException {
    SnapshotEntry entry = store.entry(snapshot);
    if (after == ReleaseMoment.COMMAND) {
      new SnapshotCard(entry).write();
    } else {
      decide(entry);
    }
  }

  private void decide(SnapshotEntry entry) throws IOException {
    SnapshotVerdict verdict = judge(entry);
    Optional<Release> current = releases.current();
    if (current.isPresent() && current.get().byHand()) {
      LOG.info(
          "Snapshot {}: {} Released stays {}, which was released by hand; 'hsicflow snapshots release' without --to"
              + " gives the rule its say again.",
          entry.name(),
          verdict.reason(),
          current.get().snapshot().file());
    } else if (verdict.passed()) {
      if (isNewerThan(current, entry)) {
        release(entry, verdict);
      }
    } else {
      LOG.warn("Snapshot {} is not released: {}", entry.name(), verdict.reason());
      if (current.filter(release -> entry.isNamedBy(release.snapshot())).isPresent()) {
        withdraw(entry);
      }
    }
  }

  private boolean isNewerThan(Optional<Release> current, SnapshotEntry entry) throws IOException {
    if (current.isEmpty() || !store.file(current.get().snapshot()).exists()) {
      return true;
    }
    return SnapshotEntry.BY_AGE.compare(entry, store.entry(current.get().snapshot())) > 0;
  }

  private void withdraw(SnapshotEntry refused) throws IOException {
    List<Judged> judged = releaseFirst(entry -> !entry.name().equals(refused.name()));
    if (judged.stream().noneMatch(each -> each.verdict().passed())) {
      LOG.warn(
          "Snapshot {} stays released, because no other passes the rule; look at 'hsicflow snapshots list'.",
          refused.name());
    }
  }

  /**
   * Gives the rule its say, whoever released before: judges snapshots from the newest on and
   * releases the first that passes.
   *
   * @return the snapshots that were judged; only the last may have passed
   */
  public List<Judged> releaseByRule() throws IOException {
    return releaseFirst(entry -> true);
  }

  private List<Judged> releaseFirst(Predicate<SnapshotEntry> candidate) throws IOException {
    List<SnapshotEntry> entries = new ArrayList<>(SnapshotCatalog.read(store).entries());
    Collections.reverse(entries);
    List<Judged> judged = new ArrayList<>();
    for (SnapshotEntry entry : entries) {
      if (candidate.test(entry)) {
        SnapshotVerdict verdict = judge(entry);
        judged.add(new Judged(entry, verdict));
        if (verdict.passed()) {
          release(entry, verdict);
          break;
        }
      }
    }
    return judged;
  }

  /**
   * Releases a snapshot by a person's word, whatever the rule says; it stays released until a
   * person says otherwise.
   *
   * @param reason a sentence
   * @param force whether one that is not finite may be released, too
   * @return what the rule says of it
   * @throws IllegalArgumentException where it is not finite and that is not forced, or where {@code
   *     reason} is blank or longer than 500 characters
   * @throws IOException where it is not there, cannot be read, or is being deleted
   */
  public SnapshotVerdict releaseByHand(SnapshotPointer snapshot, String reason, boolean force)
      throws IOException {
    if (reason.isBlank() || reason.length() > MAX_REASON_CHARS) {
      throw new IllegalArgumentException(
          "A release by hand needs a sentence that says why, of at most "
              + MAX_REASON_CHARS
              + " characters: it stands in the pointer.");
    }
    if (!store.read(snapshot).isFinite() && !force) {
      throw new IllegalArgumentException(
          "Snapshot "
              + snapshot.file()
              + " has numbers that are not finite, and its embeddings would be none: it is not released. Whoever"
              + " wants it all the same says why with --force.");
    }
    SnapshotVerdict verdict = judge(store.entry(snapshot));
    releases.release(new Release(snapshot, true, reason, clock.millis()));
    return verdict;
  }

  private SnapshotVerdict judge(SnapshotEntry entry) throws IOException {
    SnapshotVerdict verdict = rule.judge(entry, best(entry), clock.millis());
    if (entry.verdict().filter(verdict::saysTheSameAs).isPresent()) {
      verdict = entry.verdict().get();
    } else {
      verdict.write(entry.file());
    }
    new SnapshotCard(entry.withVerdict(verdict)).write();
    return verdict;
  }

  /** Read only where it is needed: a trainer judges what nobody has evaluated yet. */
  private Optional<EvaluationMetric.Score> best(SnapshotEntry entry) throws IOException {
    Optional<EvaluationMetric.Score> score = SnapshotCatalog.score(entry, rule.metric());
    return score.isEmpty()
        ? Optional.empty()
        : SnapshotCatalog.read(store).bestScore(rule.metric(), score.get().images());
  }

  private void release(SnapshotEntry entry, SnapshotVerdict verdict) throws IOException {
    Optional<Release> current = releases.current();
    if (current.isPresent()
        && !current.get().byHand()
        && entry.isNamedBy(current.get().snapshot())) {
      return;
    }
    releases.release(new Release(entry.pointer(), false, verdict.reason(), clock.millis()));
  }
}
