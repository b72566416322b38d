package io.hsicflow.pipeline.fuzz;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of hostile input.
 *
 * @param heapBytes the largest heap of the process that it ran in
 * @param rejected inputs refused, by reason
 * @param deadLetters inputs that have a dead letter; the gate's alone
 * @param restarts inputs at which something escaped that would have failed a job
 * @param missing inputs without any outcome
 * @param doubled outcomes or dead letters beyond the first of an input
 * @param millis processor time of the costliest input
 * @param limitMillis what one input may take
 * @param bytes heap allocated for the costliest input, freed or not
 * @param faults sentences on the first that went wrong
 */
public record FuzzResult(
    FuzzTarget target,
    long inputs,
    long seed,
    long heapBytes,
    long accepted,
    Map<String, Long> rejected,
    long deadLetters,
    long restarts,
    long missing,
    long doubled,
    Worst millis,
    long limitMillis,
    Worst bytes,
    List<String> faults) {

  private static final int MEBI = 1 << 20;

  /** All inputs refused. */
  public long allRejected() {
    return rejected.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether everything that is promised of hostile input held. */
  public boolean passed() {
    boolean letters = target != FuzzTarget.GATE || deadLetters == allRejected();
    return restarts == 0
        && missing == 0
        && doubled == 0
        && letters
        && millis.value() <= limitMillis
        && faults.isEmpty();
  }

  /** For programs. */
  public Map<String, Object> json() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("target", target.toString());
    object.put("inputs", inputs);
    object.put("seed", seed);
    object.put("heapBytes", heapBytes);
    object.put("accepted", accepted);
    object.put("rejected", rejected);
    if (target == FuzzTarget.GATE) {
      object.put("deadLetters", deadLetters);
    }
    object.put("restarts", restarts);
    object.put("missing", missing);
    object.put("doubled", doubled);
    object.put("worstMillis", json(millis));
    object.put("limitMillis", limitMillis);
    object.put("worstBytes", json(bytes));
    object.put("faults", faults);
    object.put("passed", passed());
    return object;
  }

  /** For people. */
  public String text() {
    StringBuilder out = new StringBuilder();
    line(out, "%s: %,d inputs of seed %d, heap of %d MiB", target, inputs, seed, heapBytes / MEBI);
    line(out, "  accepted      %,9d", accepted);
    line(out, "  rejected      %,9d", allRejected());
    rejected.forEach((reason, count) -> line(out, "    %-21s %,9d", reason, count));
    if (target == FuzzTarget.GATE) {
      line(out, "  dead letters  %,9d", deadLetters);
    }
    line(out, "  restarts      %,9d", restarts);
    line(out, "  missing       %,9d", missing);
    line(out, "  doubled       %,9d", doubled);
    line(
        out,
        "  worst time    %,9d ms of processor time, of %,d allowed (input %d, %s)",
        millis.value(),
        limitMillis,
        millis.number(),
        millis.kind());
    line(
        out,
        "  worst memory  %,9.1f MiB allocated (input %d, %s)",
        (double) bytes.value() / MEBI,
        bytes.number(),
        bytes.kind());
    faults.forEach(fault -> line(out, "  %s", fault));
    line(out, "  %s", passed() ? "passed" : "FAILED");
    return out.toString();
  }

  private static void line(StringBuilder out, String format, Object... values) {
    out.append(format.formatted(values)).append(System.lineSeparator());
  }

  private static Map<String, Object> json(Worst worst) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("value", worst.value());
    object.put("input", worst.number());
    object.put("kind", worst.kind());
    return object;
  }
}
