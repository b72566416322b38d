package io.hsicflow.pipeline.fuzz;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of every input, kept as it happens; for several threads. */
final class FuzzLedger {
  private static final int SHOWN = 20;

  private final BitSet judged = new BitSet();
  private final BitSet lettered = new BitSet();
  private final Map<String, Long> rejected = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();
  private Worst millis = Worst.NONE;
  private Worst bytes = Worst.NONE;
  private long accepted;
  private long restarts;
  private long doubled;

  synchronized void accepted(long number) {
    judge(number);
    accepted++;
  }

  synchronized void rejected(long number, String reason) {
    judge(number);
    rejected.merge(reason, 1L, Long::sum);
  }

  /** A dead letter was written for that input. */
  synchronized void lettered(long number) {
    if (lettered.get((int) number)) {
      doubled++;
    }
    lettered.set((int) number);
  }

  /** Something escaped that would fail a job. */
  synchronized void restart(long number, String kind, Throwable escaped) {
    judge(number);
    restarts++;
    Throwable first = escaped;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    StackTraceElement[] stack = first.getStackTrace();
    fault(
        "Input "
            + number
            + " ("
            + kind
            + "): "
            + first
            + (stack.length == 0 ? "" : " at " + stack[0]));
  }

  /** Something is wrong with an input's outcome. */
  synchronized void fault(String sentence) {
    if (faults.size() < SHOWN) {
      faults.add(sentence);
    }
  }

  synchronized void cost(long number, String kind, long tookMillis, long allocatedBytes) {
    millis = millis.or(tookMillis, number, kind);
    bytes = bytes.or(allocatedBytes, number, kind);
  }

  private void judge(long number) {
    if (judged.get((int) number)) {
      doubled++;
      fault("Input " + number + " was judged twice.");
    }
    judged.set((int) number);
  }

  /** Ends the book. */
  synchronized FuzzResult result(FuzzTarget target, long inputs, long seed, long limitMillis) {
    return new FuzzResult(
        target,
        inputs,
        seed,
        Runtime.getRuntime().maxMemory(),
        accepted,
        new TreeMap<>(rejected),
        lettered.cardinality(),
        restarts,
        inputs - judged.cardinality(),
        doubled,
        millis,
        limitMillis,
        bytes,
        List.copyOf(faults));
  }
}
