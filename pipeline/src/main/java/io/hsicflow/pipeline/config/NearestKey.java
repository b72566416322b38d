package io.hsicflow.pipeline.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the key a user probably meant. */
final class NearestKey {
  private NearestKey() {}

  /** The candidate with the smallest edit distance to {@code key}; of equals the first by name. */
  static Optional<String> to(String key, Collection<String> candidates) {
    String wanted = key.toLowerCase(Locale.ROOT).replace('_', '-');
    return candidates.stream()
        .min(
            Comparator.comparingInt((String c) -> distance(wanted, c))
                .thenComparing(Comparator.naturalOrder()));
  }

  /**
   * Insertions, deletions, substitutions and swaps of neighbours that turn {@code a} into {@code
   * b}.
   */
  static int distance(String a, String b) {
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] now = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      now[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(substituted, 1 + Math.min(last[j], now[j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          now[j] = Math.min(now[j], before[j - 2] + 1);
        }
      }
      int[] free = before;
      before = last;
      last = now;
      now = free;
    }
    return last[b.length()];
  }
}
