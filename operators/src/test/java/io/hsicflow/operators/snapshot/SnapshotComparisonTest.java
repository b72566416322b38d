package io.hsicflow.operators.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.model.network.Normalisation;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.model.snapshot.FloatTensor;
import io.hsicflow.model.snapshot.SnapshotMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotComparisonTest {

  @TempDir Path folder;
  private SnapshotStore store;
  private TestSnapshots snapshots;

  @BeforeEach
  void open() {
    store = new SnapshotStore(folder.toString());
    snapshots = new TestSnapshots(store);
  }

  @Test
  void settingsThatDifferAndOnlyThose() throws Exception {
    SnapshotPointer a = publish(TestSnapshots.snapshot(1, 1, settings(0.3, 8), "a belt"));
    SnapshotPointer b = publish(TestSnapshots.snapshot(2, 2, settings(0.5, 8), "a microscope"));

    assertThat(SnapshotComparison.of(store, a, b).settings())
        .containsExactly(
            new SnapshotComparison.Side("data", "a belt", "a microscope"),
            new SnapshotComparison.Side("learner.peak-rate", 0.3, 0.5));
  }

  private static String settings(double rate, int batch) {
    return "{\"learner.peak-rate\":" + rate + ",\"learner.batch\":" + batch + "}";
  }

  @Test
  void metricsAndEvaluationsStandSideBySide() throws Exception {
    SnapshotPointer a = snapshots.publish(1, Map.of("loss", 0.5));
    SnapshotPointer b = snapshots.publish(2, Map.of("loss", 0.25, "tau", 0.99));
    snapshots.evaluate(a, 0.5, 100);
    snapshots.evaluate(b, 0.75, 200);

    SnapshotComparison comparison = SnapshotComparison.of(store, a, b);

    assertThat(comparison.metrics())
        .containsExactlyInAnyOrder(
            new SnapshotComparison.Side("loss", 0.5, 0.25),
            new SnapshotComparison.Side("tau", null, 0.99));
    assertThat(comparison.evaluations())
        .containsExactly(new SnapshotComparison.Side("knn.top1", 0.5, 0.75));
    assertThat(comparison.evaluations().get(0).difference()).isEqualTo(0.25);
    assertThat(comparison.otherImages()).containsExactly("knn");
    assertThat(new SnapshotComparison.Side("tau", null, 0.99).difference()).isNaN();
  }

  @Test
  void weightsAreAsFarApartAsTheirNumbers() throws Exception {
    SnapshotPointer a =
        publish(
            tensors(
                1,
                Map.of(
                    "conv1.weight", new float[] {3, 4},
                    "layer1.0.bn1.weight", new float[] {0, 0},
                    "layer1.0.bn1.running_mean", new float[] {1},
                    "only.a", new float[] {1})));
    SnapshotPointer b =
        publish(
            tensors(
                2,
                Map.of(
                    "conv1.weight", new float[] {3, -4},
                    "layer1.0.bn1.weight", new float[] {0, 6},
                    "layer1.0.bn1.running_mean", new float[] {3},
                    "only.b", new float[] {1})));

    SnapshotComparison comparison = SnapshotComparison.of(store, a, b);

    assertThat(comparison.distances())
        .extracting(TensorDistance::part)
        .containsExactly(TensorDistance.ALL_WEIGHTS, "conv1", TensorDistance.STATISTICS, "layer1");
    TensorDistance all = comparison.distances().get(0);
    assertThat(all.numbers()).isEqualTo(4);
    assertThat(all.relative()).isCloseTo(10.0 / 5, within(1e-12)); // |(0, 8, 0, -6)| = 10
    assertThat(all.cosine()).isCloseTo(-7 / (5 * Math.sqrt(61)), within(1e-12));
    assertThat(all.largest()).isEqualTo(8);
    assertThat(comparison.distances().get(1).relative()).isCloseTo(8.0 / 5, within(1e-12));
    assertThat(comparison.distances().get(3).relative()).as("from zero").isNaN();
    assertThat(comparison.incomparable()).containsExactly("only.a", "only.b");
  }

  @Test
  void aSnapshotAndItselfDoNotDiffer() throws Exception {
    SnapshotPointer a = snapshots.publish(1);

    SnapshotComparison comparison = SnapshotComparison.of(store, a, a);

    assertThat(comparison.settings()).isEmpty();
    assertThat(comparison.distances().get(0).relative()).isZero();
    assertThat(comparison.distances().get(0).cosine()).isCloseTo(1, within(1e-12));
    assertThat(comparison.incomparable()).isEmpty();
  }

  @Test
  void numbersThatAreNotFiniteHaveNoDistance() throws Exception {
    SnapshotPointer a = snapshots.publish(1);
    SnapshotPointer b = snapshots.hold(2, Float.NaN);

    TensorDistance all = SnapshotComparison.of(store, a, b).distances().get(0);

    assertThat(all.relative()).isNaN();
    assertThat(all.cosine()).isNaN();
    assertThat(all.largest()).isNaN();
  }

  @Test
  void oneThatIsMissingIsSaidToBe() throws Exception {
    SnapshotPointer a = snapshots.publish(1);
    SnapshotPointer b = snapshots.publish(2);
    Files.delete(folder.resolve(b.file()));

    assertThatThrownBy(() -> SnapshotComparison.of(store, a, b))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(b.file());
  }

  private SnapshotPointer publish(EncoderSnapshot snapshot) throws IOException {
    return SnapshotPointer.to(store.publish(snapshot, Map.of()).snapshot());
  }

  private static EncoderSnapshot tensors(long step, Map<String, float[]> values) {
    Map<String, FloatTensor> tensors = new HashMap<>();
    values.forEach(
        (name, numbers) -> tensors.put(name, new FloatTensor(new int[] {numbers.length}, numbers)));
    return new EncoderSnapshot(
        tensors,
        new SnapshotMetadata(
            step, step, 18, Stem.CIFAR, 4, 8, "whole", Normalisation.DEFAULT, 1, "{}", ""));
  }
}
