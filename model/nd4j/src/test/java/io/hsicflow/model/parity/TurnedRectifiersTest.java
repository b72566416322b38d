package io.hsicflow.model.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Collective;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.golden.GoldenFiles;
import io.hsicflow.model.network.NetworkPass;
import io.hsicflow.model.network.ParameterBuffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A backend in float whose rectifiers are turned on purpose, beside one in double. */
class TurnedRectifiersTest {
  /** A rectifier and its distance from zero in double. */
  private record Unit(int layer, int index, double distance) {}

  private GoldenFile file;
  private DoubleRectifiers right;

  @BeforeEach
  void findOutWhatIsRight() throws IOException {
    file = GoldenFiles.open("network/network-3.safetensors");
    GoldenNetwork network = new GoldenNetwork(file);
    right = new DoubleRectifiers();
    try (Backend backend = open(Precision.FLOAT64);
        ParameterBuffer parameters = network.parameters(backend)) {
      Backend watched = right.watched(backend);
      network
          .net()
          .forward(
              NetworkPass.forwardOnly(watched, parameters, Collective.single()),
              network.input(watched));
    }
  }

  @Test
  void theNearestToZeroIsDecidedInDoubleAndEverythingElseIsHeldToTheBar() {
    ParityResult result = check(nearest(1), Optional.of(() -> open(Precision.FLOAT64)));
    assertThat(result.verdict()).as(result.toString()).isEqualTo(ParityResult.Verdict.PASS);
    assertThat(result.note())
        .contains("of " + right.count() + " rectifiers decided by the run in double, the farthest");
    assertThat(result.largest().orElseThrow().bar()).isLessThanOrEqualTo(1e-4);
  }

  @Test
  void withoutDoubleItFails() {
    ParityResult result = check(nearest(1), Optional.empty());
    assertThat(result.verdict()).isEqualTo(ParityResult.Verdict.FAIL);
    assertThat(result.note()).contains("No backend here computes in double");
  }

  @Test
  void moreThanRoundingTurnsFail() {
    int many = (int) Bars.turned(right.count()) + 3;
    ParityResult result = check(nearest(many), Optional.of(() -> open(Precision.FLOAT64)));
    assertThat(result.verdict()).isEqualTo(ParityResult.Verdict.FAIL);
    assertThat(result.note()).contains("that rounding may turn");
  }

  @Test
  void oneFarFromZeroFails() {
    int index = 0;
    while (right.layers().get(0).near().containsKey(index)) {
      index++;
    }
    ParityResult result =
        check(List.of(new Unit(0, index, Double.NaN)), Optional.of(() -> open(Precision.FLOAT64)));
    assertThat(result.verdict()).isEqualTo(ParityResult.Verdict.FAIL);
    assertThat(result.note()).contains("rounding does not explain them");
  }

  private List<Unit> nearest(int count) {
    List<Unit> near = new ArrayList<>();
    for (int layer = 0; layer < right.layers().size(); layer++) {
      int at = layer;
      right
          .layers()
          .get(layer)
          .near()
          .forEach((index, distance) -> near.add(new Unit(at, index, distance)));
    }
    near.sort(Comparator.comparingDouble(Unit::distance));
    return near.subList(0, count);
  }

  private ParityResult check(List<Unit> turned, Optional<Supplier<Backend>> inDouble) {
    try (Backend backend = open(Precision.FLOAT32)) {
      Backend wrong = RectifiedOutput.watch(backend, new Turning(turned)::turn);
      return Parity.on(file, new Bench(wrong, inDouble));
    }
  }

  private static Backend open(Precision precision) {
    return Backends.open("nd4j", precision, 1);
  }

  /** Turns units in every forward in training mode; that in evaluation mode comes first. */
  private final class Turning {
    private final List<Unit> units;
    private int calls;

    Turning(List<Unit> units) {
      this.units = units;
    }

    void turn(RectifiedOutput output) {
      int layers = right.layers().size();
      int layer = calls % layers;
      boolean training = calls++ >= layers;
      double[] values = output.values();
      boolean changed = false;
      for (Unit unit : units) {
        if (training && unit.layer() == layer) {
          boolean positive = right.layers().get(layer).positive().get(unit.index());
          values[unit.index()] = positive ? 0 : Float.MIN_NORMAL;
          changed = true;
        }
      }
      if (changed) {
        output.replace(values);
      }
    }
  }
}
