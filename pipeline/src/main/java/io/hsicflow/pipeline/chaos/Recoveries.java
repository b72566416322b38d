package io.hsicflow.pipeline.chaos;

import io.hsicflow.pipeline.bench.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How long the job took to come back, kill by kill. */
final class Recoveries {
  private final List<Recovery> all = new ArrayList<>();

  /**
   * One kill.
   *
   * @param seconds from the kill until a checkpoint was complete that had been begun after it
   */
  record Recovery(Kill kill, double seconds) {}

  void add(Kill kill, double seconds) {
    all.add(new Recovery(kill, seconds));
  }

  /** How many kills are in it. */
  int size() {
    return all.size();
  }

  /** Kills of that kind. */
  long kills(Target target) {
    return all.stream().filter(each -> each.kill().target() == target).count();
  }

  /** The times of one kind, of all kinds for null; empty where there was no such kill. */
  Optional<Spread> seconds(Target target) {
    double[] seconds =
        all.stream()
            .filter(each -> target == null || each.kill().target() == target)
            .mapToDouble(Recovery::seconds)
            .toArray();
    return seconds.length == 0 ? Optional.empty() : Optional.of(new Spread(seconds));
  }
}
