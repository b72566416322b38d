package io.hsicflow.pipeline.evaluate;

import io.hsicflow.operators.evaluator.ProbeSplit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Gathers what was made of labelled images and parts it when all is there: only then is it known
 * whether any is kept apart for testing.
 *
 * @param <T> what was made of an image
 */
final class SplitCollector<T> {

  private record Entry<T>(String id, String label, String split, T content) {}

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
   * @param split how the set marks it, or null
   */
  void add(String id, String label, String split, T content) {
    entries.add(new Entry<>(id, label, split, content));
  }

  /** The names of the classes, in alphabetical order. */
  List<String> classes() {
    TreeSet<String> names = new TreeSet<>();
    entries.forEach(entry -> names.add(entry.label));
    return List.copyOf(names);
  }

  private Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new HashMap<>();
    classes().forEach(name -> numbers.put(name, numbers.size()));
    return numbers;
  }

  /** Which images are classified. */
  HeldOut heldOut() {
    return HeldOut.of(entries.stream().map(Entry::split).collect(Collectors.toSet()));
  }

  /** The images to learn from, or those to classify. */
  Part<T> part(boolean test) {
    HeldOut heldOut = heldOut();
    Predicate<Entry<T>> isTest =
        ProbeSplit.query(entries, entry -> heldOut.isMarkedBy(entry.split), Entry::id);
    List<Entry<T>> chosen = entries.stream().filter(entry -> isTest.test(entry) == test).toList();
    Map<String, Integer> numbers = numbers();
    return new Part<>(
        chosen.stream().map(Entry::id).toList(),
        chosen.stream().mapToInt(entry -> numbers.get(entry.label)).toArray(),
        chosen.stream().map(Entry::content).toList());
  }
}
