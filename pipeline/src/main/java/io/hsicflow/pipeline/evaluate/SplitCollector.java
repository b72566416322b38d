package io.hsicflow.pipeline.evaluate;

import io.hsicflow.operators.evaluator.ProbeSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Gathers what was made of labelled images and parts it when all is there: only then is it known
 * whether any is kept apart for testing.
 *
 * @param <T> what was made of an image
 */
final class SplitCollector<T> {

  private record Entry<T>(String id, String label, boolean test, T content) {}

  /**
   * One part.
   *
   * @param ids of the images
   * @param labels their classes, places in {@link SplitCollector#classes}
   * @param contents what was made of them
   */
  record Part<T>(List<String> ids, int[] labels, List<T> contents) {}

  private final List<Entry<T>> entries = new ArrayList<>();

  /**
   * Takes an image.
   *
   * @param test whether the set keeps it apart for testing
   */
  void add(String id, String label, boolean test, T content) {
    entries.add(new Entry<>(id, label, test, content));
  }

  /** The names of the classes, in alphabetical order. */
  List<String> classes() {
    TreeSet<String> names = new TreeSet<>();
    entries.forEach(entry -> names.add(entry.label));
    return List.copyOf(names);
  }

  /** The images to learn from, or those to classify. */
  Part<T> part(boolean test) {
    boolean marked = entries.stream().anyMatch(Entry::test);
    Predicate<Entry<T>> isTest = marked ? Entry::test : entry -> ProbeSplit.isQuery(entry.id);
    List<Entry<T>> chosen = entries.stream().filter(entry -> isTest.test(entry) == test).toList();
    List<String> names = classes();
    return new Part<>(
        chosen.stream().map(Entry::id).toList(),
        chosen.stream().mapToInt(entry -> names.indexOf(entry.label)).toArray(),
        chosen.stream().map(Entry::content).toList());
  }
}
