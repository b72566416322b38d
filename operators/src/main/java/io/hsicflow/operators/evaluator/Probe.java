package io.hsicflow.operators.evaluator;

import io.hsicflow.operators.evaluator.BoundedDraw.Entry;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The images that snapshots are judged by, all with a class or all without.
 *
 * @param bank pictures to look for neighbours among and to train the classifier on
 * @param query pictures that are classified
 * @param bankLabels classes of the bank, numbers from 0 in the order of their names; null where
 *     there are none or but one
 * @param queryLabels classes of the query; null likewise
 */
record Probe(
    List<ProbePicture> bank, List<ProbePicture> query, int[] bankLabels, int[] queryLabels) {

  /** The least of each part that a figure can be had from. */
  private static final int LEAST = 2;

  /** The probe of the images that were drawn. */
  static Probe of(List<Entry<ProbePicture>> drawn) {
    Predicate<Entry<ProbePicture>> isQuery =
        ProbeSplit.query(drawn, entry -> entry.content().test(), Entry::id);
    List<Entry<ProbePicture>> query = drawn.stream().filter(isQuery).toList();
    List<Entry<ProbePicture>> bank = drawn.stream().filter(isQuery.negate()).toList();
    TreeMap<String, Integer> classes = new TreeMap<>();
    drawn.stream()
        .filter(entry -> entry.label() != null)
        .forEach(entry -> classes.put(entry.label(), 0));
    int next = 0;
    for (String name : classes.keySet()) {
      classes.put(name, next++);
    }
    boolean labelled = classes.size() > 1;
    return new Probe(
        pictures(bank),
        pictures(query),
        labelled ? labels(bank.stream(), classes) : null,
        labelled ? labels(query.stream(), classes) : null);
  }

  private static List<ProbePicture> pictures(List<Entry<ProbePicture>> entries) {
    return entries.stream().map(Entry::content).toList();
  }

  private static int[] labels(
      Stream<Entry<ProbePicture>> entries, TreeMap<String, Integer> classes) {
    return entries.mapToInt(entry -> classes.get(entry.label())).toArray();
  }

  /** Whether there are enough images to say anything. */
  boolean isEnough() {
    return bank.size() >= LEAST && query.size() >= LEAST;
  }

  /** Whether the images have classes, two at least. */
  boolean isLabelled() {
    return bankLabels != null;
  }
}
