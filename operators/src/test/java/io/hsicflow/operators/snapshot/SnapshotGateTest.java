package io.hsicflow.operators.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.operators.clock.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotGateTest {

  @TempDir Path folder;
  private SnapshotStore store;
  private SnapshotReleases releases;
  private TestSnapshots snapshots;

  @BeforeEach
  void open() {
    store = new SnapshotStore(folder.toString());
    releases = new SnapshotReleases(store);
    snapshots = new TestSnapshots(store);
  }

  @Test
  void withoutEvaluationsWhatIsFiniteAndNotCollapsedIsReleasedWhenPublished() throws Exception {
    SnapshotPointer first = snapshots.publish(10);

    gate().published(first);

    assertThat(store.pointer(SnapshotStore.RELEASED)).contains(first);
    assertThat(verdict(first).passed()).isTrue();
    assertThat(verdict(first).reason())
        .isEqualTo("It is finite and has not collapsed; its knn.top1 is not known.");
    Release release = releases.current().orElseThrow();
    assertThat(release.byHand()).isFalse();
    assertThat(release.reason()).isEqualTo(verdict(first).reason());
  }

  @Test
  void aCollapsedSnapshotIsNotReleasedAndTheVerdictSaysWhy() throws Exception {
    SnapshotPointer good = snapshots.publish(10);
    gate().published(good);
    SnapshotPointer collapsed = snapshots.publish(20, Map.of("embeddingStd", 0.001));

    gate().published(collapsed);

    assertThat(store.pointer(SnapshotStore.RELEASED)).contains(good);
    assertThat(verdict(collapsed).outcome()).isEqualTo(SnapshotVerdict.Outcome.REFUSED);
    assertThat(verdict(collapsed).reason())
        .contains("collapsed")
        .contains("0.001")
        .contains("release.embedding-std");
    assertThat(verdict(collapsed).spoiled()).isTrue();
    assertThat(verdict(good).spoiled()).isFalse();
  }

  @Test
  void whatIsHeldOrNotFiniteIsRefused() throws Exception {
    SnapshotPointer held = snapshots.hold(10, 1);
    SnapshotPointer broken = snapshots.hold(20, Float.NaN);

    gate().published(held);
    gate().published(broken);

    assertThat(store.pointer(SnapshotStore.RELEASED)).isEmpty();
    assertThat(verdict(held).reason()).contains("guard held it back");
    assertThat(verdict(broken).reason()).contains("not finite");
    assertThat(verdict(held).spoiled()).isTrue();
    assertThat(verdict(broken).spoiled()).isTrue();
  }

  @Test
  void finiteWeightsWhoseEmbeddingsAreNotAreRefused() throws Exception {
    SnapshotPointer broken = snapshots.publish(10, Map.of("learningRate", 1e37));

    gate().published(broken);

    assertThat(store.pointer(SnapshotStore.RELEASED)).isEmpty();
    assertThat(verdict(broken).reason()).contains("spread of its embeddings was no finite number");
    assertThat(verdict(broken).spoiled()).isTrue();
  }

  @Test
  void oneThatIsWorseThanTheBestByMoreThanTheToleranceIsNotReleased() throws Exception {
    SnapshotPointer best = evaluated(10, 0.8);
    SnapshotPointer within = evaluated(20, 0.79);
    assertThat(store.pointer(SnapshotStore.RELEASED)).contains(within);

    SnapshotPointer worse = evaluated(30, 0.7);

    assertThat(store.pointer(SnapshotStore.RELEASED)).contains(within);
    assertThat(verdict(worse).reason())
        .contains("knn.top1 of 0.7000 is below the best, 0.8000, by more than 0.02000");
    assertThat(verdict(worse).spoiled()).isFalse();
    assertThat(verdict(best).passed()).isTrue();
  }

  @Test
  void resultsOverOtherNumbersOfImagesAreNotCompared() throws Exception {
    SnapshotPointer best = snapshots.publish(10);
    snapshots.evaluate(best, 0.9, 100);
    gate().evaluated(best);

    SnapshotPointer later = evaluated(20, 0.5);

    assertThat(store.pointer(SnapshotStore.RELEASED)).contains(later);
  }

  @Test
  void aResultThatIsNoNumberIsRefused() throws Exception {
    SnapshotPointer broken = evaluated(10, Double.NaN);

    assertThat(verdict(broken).reason()).isEqualTo("Its knn.top1 is no number.");
    assertThat(verdict(broken).spoiled()).isTrue();
    assertThat(store.pointer(SnapshotStore.RELEASED)).isEmpty();
  }

  @Test
  void whatWasReleasedAtItsPublicationIsWithdrawnWhereItsEvaluationSaysSo() throws Exception {
    SnapshotPointer good = evaluated(10, 0.8);
    SnapshotPointer bad = snapshots.publish(20);
    gate().published(bad);
    assertThat(store.pointer(SnapshotStore.RELEASED)).contains(bad);

    snapshots.evaluate(bad, 0.3);
    gate().evaluated(bad);

    assertThat(store.pointer(SnapshotStore.RELEASED)).contains(good);
    assertThat(releases.history())
        .extracting(release -> release.snapshot().step())
        .containsExactly(10L, 20L, 10L);
  }

  @Test
  void anOlderSnapshotThatIsEvaluatedLateDoesNotReplaceANewerOne() throws Exception {
    SnapshotPointer older = snapshots.publish(10);
    SnapshotPointer newer = evaluated(20, 0.8);

    snapshots.evaluate(older, 0.81);
    gate().evaluated(older);

    assertThat(verdict(older).passed()).isTrue();
    assertThat(store.pointer(SnapshotStore.RELEASED)).contains(newer);
  }

  @Test
  void whereAnEvaluationIsAskedForNothingIsReleasedBeforeIt() throws Exception {
    SnapshotPointer snapshot = snapshots.publish(10);
    SnapshotGate gate = gate(Map.of("release.after", "evaluation"));

    gate.published(snapshot);
    assertThat(store.pointer(SnapshotStore.RELEASED)).isEmpty();
    assertThat(gate.releaseByRule().get(0).verdict().outcome())
        .isEqualTo(SnapshotVerdict.Outcome.WAITING);
    assertThat(store.pointer(SnapshotStore.RELEASED)).isEmpty();

    snapshots.evaluate(snapshot, 0.5);
    gate.evaluated(snapshot);
    assertThat(store.pointer(SnapshotStore.RELEASED)).contains(snapshot);
  }

  @Test
  void byCommandAloneTheJobReleasesNothingAndTheCardFollowsAllTheSame() throws Exception {
    SnapshotPointer snapshot = snapshots.publish(10);
    SnapshotGate gate = gate(Map.of("release.after", "command"));

    gate.published(snapshot);
    snapshots.evaluate(snapshot, 0.5);
    gate.evaluated(snapshot);

    assertThat(store.pointer(SnapshotStore.RELEASED)).isEmpty();
    assertThat(card(snapshot)).contains("| knn | top1 | 0.5 | 500 |");
  }

  @Test
  void theCardIsWrittenAgainWhenAVerdictArrives() throws Exception {
    SnapshotPointer snapshot = snapshots.publish(10);
    assertThat(card(snapshot)).contains("| release rule | not asked |");

    gate().published(snapshot);

    assertThat(card(snapshot)).contains("| release rule | passed: It is finite");
  }

  @Test
  void theRuleReleasesTheNewestThatPassesAndSaysWhatItRefused() throws Exception {
    SnapshotPointer best = snapshots.publish(10);
    snapshots.evaluate(best, 0.8);
    SnapshotPointer near = snapshots.publish(20);
    snapshots.evaluate(near, 0.79);
    SnapshotPointer bad = snapshots.publish(30);
    snapshots.evaluate(bad, 0.1);

    List<SnapshotGate.Judged> judged = gate().releaseByRule();

    assertThat(judged).extracting(each -> each.entry().pointer()).containsExactly(bad, near);
    assertThat(judged).extracting(each -> each.verdict().passed()).containsExactly(false, true);
    assertThat(store.pointer(SnapshotStore.RELEASED)).contains(near);
  }

  @Test
  void anEmptyStoreHasNothingToRelease() throws Exception {
    assertThat(gate().releaseByRule()).isEmpty();
    assertThat(releases.current()).isEmpty();
    assertThat(releases.history()).isEmpty();
  }

  @Test
  void whatAPersonReleasesStaysUntilTheRuleIsGivenItsSayAgain() throws Exception {
    SnapshotPointer older = snapshots.publish(10);
    SnapshotPointer newer = snapshots.publish(20);
    gate().published(newer);

    gate().releaseByHand(older, "The newer one blurs letters.", false);
    SnapshotPointer newest = snapshots.publish(30);
    gate().published(newest);

    assertThat(store.pointer(SnapshotStore.RELEASED)).contains(older);
    assertThat(verdict(newest).passed()).isTrue();
    Release release = releases.current().orElseThrow();
    assertThat(release.byHand()).isTrue();
    assertThat(release.reason()).isEqualTo("The newer one blurs letters.");

    gate().releaseByRule();
    assertThat(store.pointer(SnapshotStore.RELEASED)).contains(newest);
    assertThat(releases.current().orElseThrow().byHand()).isFalse();
  }

  @Test
  void aReleaseIsUndoneByReleasingTheOneBefore() throws Exception {
    SnapshotPointer first = snapshots.publish(10);
    SnapshotPointer second = snapshots.publish(20);
    gate().releaseByHand(first, "It is good.", false);
    gate().releaseByHand(second, "It is better.", false);

    gate().releaseByHand(first, "It was not.", false);

    assertThat(store.pointer(SnapshotStore.RELEASED)).contains(first);
    assertThat(releases.history())
        .extracting(Release::reason)
        .containsExactly("It is good.", "It is better.", "It was not.");
  }

  @Test
  void oneThatIsNotFiniteIsReleasedByForceAlone() throws Exception {
    SnapshotPointer broken = snapshots.hold(10, Float.POSITIVE_INFINITY);

    assertThatThrownBy(() -> gate().releaseByHand(broken, "It is all there is.", false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not finite")
        .hasMessageContaining("--force");
    assertThatThrownBy(() -> gate().releaseByHand(broken, " ", true))
        .hasMessageContaining("a sentence that says why");
    assertThatThrownBy(() -> gate().releaseByHand(broken, "x".repeat(501), true))
        .hasMessageContaining("at most 500 characters");
    assertThat(releases.current()).isEmpty();

    SnapshotVerdict verdict = gate().releaseByHand(broken, "A test of the embedder.", true);
    assertThat(verdict.passed()).isFalse();
    assertThat(store.pointer(SnapshotStore.RELEASED)).contains(broken);
  }

  @Test
  void theLongestReasonLeavesThePointerReadable() throws Exception {
    SnapshotPointer snapshot = snapshots.publish(10);

    gate().releaseByHand(snapshot, "\u0001".repeat(500), false);

    assertThat(store.pointer(SnapshotStore.RELEASED)).contains(snapshot);
  }

  @Test
  void oneThatIsMissingOrDamagedIsNotReleased() throws Exception {
    SnapshotPointer damaged = snapshots.publish(10);
    Path file = folder.resolve(damaged.file());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    SnapshotPointer missing = snapshots.publish(20);
    Files.delete(folder.resolve(missing.file()));

    assertThatThrownBy(() -> gate().releaseByHand(damaged, "Why not.", true))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> gate().releaseByHand(missing, "Why not.", true))
        .isInstanceOf(IOException.class);
    assertThat(releases.current()).isEmpty();
  }

  @Test
  void oneThatIsBeingDeletedIsNotReleasedAndTheOneBeforeStays() throws Exception {
    SnapshotPointer before = snapshots.publish(10);
    gate().releaseByHand(before, "It is good.", false);
    SnapshotPointer marked = snapshots.publish(20);
    store.file(marked).beside(BesideFile.DELETING).write(Map.of());

    assertThatThrownBy(() -> gate().releaseByHand(marked, "It is better.", false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is being deleted");
    assertThat(store.pointer(SnapshotStore.RELEASED)).contains(before);
    assertThat(releases.history()).hasSize(1);
  }

  @Test
  void oneWithoutADescriptionIsRefused() throws Exception {
    SnapshotPointer bare = snapshots.publish(10);
    Files.writeString(folder.resolve(bare.file().replace(".safetensors", ".json")), "{");

    gate().published(bare);

    assertThat(verdict(bare).reason()).contains("not there or damaged");
    assertThat(releases.current()).isEmpty();
  }

  @Test
  void aDamagedListOfReleasesCostsTheListAndNotTheRelease() throws Exception {
    SnapshotPointer snapshot = snapshots.publish(10);
    Files.writeString(folder.resolve(SnapshotReleases.HISTORY), "{}");

    gate().published(snapshot);

    assertThat(store.pointer(SnapshotStore.RELEASED)).contains(snapshot);
    assertThatThrownBy(() -> releases.history())
        .hasMessageContaining("is no list of releases")
        .hasMessageContaining("Delete it");
  }

  @Test
  void aPointerOfUnknownOriginCountsAsAPersonsWord() throws Exception {
    SnapshotPointer pinned = snapshots.publish(10);
    store.point(SnapshotStore.RELEASED, TestSnapshots.snapshot(10, 10));
    SnapshotPointer newer = snapshots.publish(20);

    gate().published(newer);

    assertThat(store.pointer(SnapshotStore.RELEASED)).contains(pinned);
  }

  @Test
  void optionsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> gate(Map.of("release.metric", "accuracy")))
        .hasMessageContaining("'accuracy' is no metric");
    assertThatThrownBy(() -> gate(Map.of("release.tolerance", "-1")))
        .hasMessageContaining("release.tolerance is -1.0");
    assertThatThrownBy(() -> gate(Map.of("release.embedding-std", "2")))
        .hasMessageContaining("release.embedding-std is 2.0");
  }

  private SnapshotPointer evaluated(long step, double accuracy) throws IOException {
    SnapshotPointer snapshot = snapshots.publish(step);
    snapshots.evaluate(snapshot, accuracy);
    gate().evaluated(snapshot);
    return snapshot;
  }

  private SnapshotVerdict verdict(SnapshotPointer snapshot) throws IOException {
    return SnapshotVerdict.read(store.file(snapshot)).orElseThrow();
  }

  private String card(SnapshotPointer snapshot) throws IOException {
    return Files.readString(folder.resolve(snapshot.file().replace(".safetensors", ".card.md")));
  }

  private SnapshotGate gate() {
    return gate(Map.of());
  }

  private SnapshotGate gate(Map<String, String> options) {
    return new SnapshotGate(store, Configuration.fromMap(options), new ManualClock());
  }
}
