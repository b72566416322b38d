package io.hsicflow.pipeline.cli;

import io.hsicflow.operators.snapshot.Release;
import io.hsicflow.operators.snapshot.SnapshotGate;
import io.hsicflow.operators.snapshot.SnapshotVerdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came of a release, as text and as an object of JSON. */
final class ReleaseText {
  private ReleaseText() {}

  /** A line for each snapshot that the rule judged, and what is released now. */
  static String text(List<SnapshotGate.Judged> judged, boolean passed, Optional<Release> now) {
    StringBuilder text = new StringBuilder();
    for (SnapshotGate.Judged each : judged) {
      text.append(
          String.format(
              "%s  %s: %s%n",
              each.entry().name(), each.verdict().outcome().text(), each.verdict().reason()));
    }
    String released = now.map(release -> release.snapshot().file()).orElse("none");
    text.append(
        String.format(
            passed ? "Released: %s.%n" : "None passes the rule; released stays what it was: %s.%n",
            released));
    return text.toString();
  }

  /** What a person released, and what the rule says of it. */
  static String byHand(Release release, SnapshotVerdict verdict) {
    String text =
        String.format(
            "Released: %s, by hand: %s%n",
            release.snapshot().file(), LetterText.clean(release.reason()));
    return text
        + (verdict.passed() ? "" : String.format("The rule would not have: %s%n", verdict.reason()))
        + String.format(
            "The rule leaves it so until 'hsicflow snapshots release' is run without --to.%n");
  }

  /** The same for programs. */
  static Map<String, Object> object(List<SnapshotGate.Judged> judged, Optional<Release> now) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("released", now.map(Release::object).orElse(null));
    object.put("judged", judged.stream().map(ReleaseText::object).toList());
    return object;
  }

  private static Map<String, Object> object(SnapshotGate.Judged judged) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("file", judged.entry().name());
    object.putAll(judged.verdict().object());
    return object;
  }
}
