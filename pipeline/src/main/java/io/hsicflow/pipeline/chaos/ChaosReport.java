package io.hsicflow.pipeline.chaos;

import io.hsicflow.pipeline.bench.Spread;
import io.hsicflow.pipeline.chaos.RecordPlaces.Balance;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What came out of the exercise, for people and for programs. */
public final class ChaosReport {
  private final ChaosSettings settings;
  private final PictureStream stream;
  private final Recoveries recoveries;
  private final int fallen;
  private final Outcome calm;
  private final Outcome disturbed;
  private final Map<String, Balance> balances;

  ChaosReport(
      ChaosSettings settings,
      PictureStream stream,
      Recoveries recoveries,
      int fallen,
      Outcome calm,
      Outcome disturbed) {
    this.settings = settings;
    this.stream = stream;
    this.recoveries = recoveries;
    this.fallen = fallen;
    this.calm = calm;
    this.disturbed = disturbed;
    balances = disturbed.balances(stream);
  }

  private boolean stateIsEqual() {
    return calm.stateDigest().equals(disturbed.stateDigest());
  }

  private boolean snapshotsAreEqual() {
    return calm.snapshots().equals(disturbed.snapshots())
        && calm.newest().digest().equals(disturbed.newest().digest());
  }

  private boolean sequencesAreEqual() {
    return calm.trained().order().equals(disturbed.trained().order());
  }

  private long lost() {
    return balances.values().stream().mapToLong(Balance::lost).sum();
  }

  private long doubled() {
    return balances.values().stream().mapToLong(Balance::doubled).sum();
  }

  /** Whether the run without kills is one to compare with. */
  private boolean calmIsWhole() {
    long places = calm.trained().placesBefore(stream.head());
    return calm.imagesSeen() == places - places % ChaosJob.BATCH
        && (settings.replaysAnImage() > 0 || places == stream.acceptedInHead())
        && calm.balances(stream).values().stream()
            .allMatch(balance -> balance.lost() == 0 && balance.doubled() == 0);
  }

  /** Whether nothing was lost, doubled or different. */
  public boolean isGood() {
    return lost() == 0
        && doubled() == 0
        && disturbed.trained().moved() == 0
        && sequencesAreEqual()
        && stateIsEqual()
        && snapshotsAreEqual()
        && calmIsWhole();
  }

  /** One object for {@link io.hsicflow.model.json.JsonWriter}. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kills", settings.kills());
    json.put("seed", settings.seed());
    json.put("images", stream.size());
    json.put("replay", settings.replay().toString());
    for (Target target : Target.values()) {
      json.put("kills_" + target.key(), recoveries.kills(target));
    }
    putSeconds(json, "recovery", recoveries.seconds(null));
    for (Target target : Target.values()) {
      putSeconds(json, "recovery_" + target.key(), recoveries.seconds(target));
    }
    json.put("fallen", fallen);
    json.put("steps_repeated", disturbed.repeatedSteps());
    balances.forEach(
        (what, balance) -> {
          json.put(what.replace(' ', '_') + "_lost", balance.lost());
          json.put(what.replace(' ', '_') + "_doubled", balance.doubled());
        });
    json.put("lost", lost());
    json.put("doubled", doubled());
    json.put("places_moved", disturbed.trained().moved());
    json.put("places_repeated", disturbed.trained().repeated());
    json.put("places", disturbed.trained().places());
    json.put("places_replayed", disturbed.trained().replayed());
    json.put("sequence_equal", sequencesAreEqual());
    json.put("state_equal", stateIsEqual());
    json.put("snapshots_equal", snapshotsAreEqual());
    json.put("state_digest", disturbed.stateDigest());
    json.put("snapshot_digest", disturbed.newest().digest());
    json.put("good", isGood());
    return json;
  }

  private static void putSeconds(Map<String, Object> json, String key, Optional<Spread> seconds) {
    seconds.ifPresent(
        spread -> {
          json.put(key + "_median_s", spread.median());
          json.put(key + "_worst_s", spread.highest());
        });
  }

  /** Some lines for people. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("%nKills: %d.%n".formatted(settings.kills()));
    for (Target target : Target.values()) {
      recoveries
          .seconds(target)
          .ifPresent(seconds -> text.append(line(target.word(), target, seconds)));
    }
    recoveries.seconds(null).ifPresent(seconds -> text.append(line("all", null, seconds)));
    text.append(
        "  from the kill until a checkpoint that was begun after it is complete; one is begun every 2 s%n"
            .formatted());
    text.append(
        "Processes that ended without being killed: %d. Steps taken again after failures: %d.%n"
            .formatted(fallen, disturbed.repeatedSteps()));
    text.append("%-14s %8s %8s%n".formatted("", "lost", "doubled"));
    balances.forEach(
        (what, balance) ->
            text.append("%-14s %8d %8d%n".formatted(what, balance.lost(), balance.doubled())));
    if (!calmIsWhole()) {
      text.append("Not even the run without kills is whole: %s%n".formatted(calm.balances(stream)));
    }
    text.append(
        "Of %d places in the training sequence %d were given again after failures, %d of them to another image.%n"
            .formatted(
                disturbed.trained().places(),
                disturbed.trained().repeated(),
                disturbed.trained().moved()));
    text.append(
        "Replayed images (%s) have %d of the places; the sequence of all places is %s.%n"
            .formatted(
                settings.replay(),
                disturbed.trained().replayed(),
                sequencesAreEqual() ? "the same without kills" : "another one without kills"));
    text.append(
        digests("trainer's state", stateIsEqual(), calm.stateDigest(), disturbed.stateDigest()));
    text.append(
        digests(
            "last snapshot",
            calm.newest().digest().equals(disturbed.newest().digest()),
            calm.newest().digest(),
            disturbed.newest().digest()));
    text.append(
        "%d snapshots: %s%n"
            .formatted(
                calm.snapshots().size(),
                calm.snapshots().equals(disturbed.snapshots())
                    ? "the same"
                    : "not the same, after the kills " + disturbed.snapshots()));
    text.append(
        (isGood()
                ? "Nothing was lost, doubled or changed.%n"
                : "Something was lost, doubled or changed.%n")
            .formatted());
    return text.toString();
  }

  private String line(String who, Target target, Spread seconds) {
    return "  %-12s %4d killed, back after %.1f s in the median, %.1f s at worst%n"
        .formatted(
            who,
            target == null ? settings.kills() : recoveries.kills(target),
            seconds.median(),
            seconds.highest());
  }

  private static String digests(String what, boolean equal, String calm, String disturbed) {
    return "digest of the %s: %s%n"
        .formatted(
            what,
            equal
                ? "equal, " + calm.substring(0, 12)
                : "different, "
                    + calm.substring(0, 12)
                    + " without kills, "
                    + disturbed.substring(0, 12)
                    + " with them");
  }
}
