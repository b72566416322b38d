package io.hsicflow.pipeline.evaluate;

import io.hsicflow.model.metrics.Vectors;
import io.hsicflow.operators.evaluator.ProbeSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Gathers embeddings and parts them when all are there: only then is it known what is marked. */
final class EmbeddingCollector {

  private record Entry(String id, String label, boolean test, float[] vector) {}

  private final List<Entry> entries = new ArrayList<>();
  private final int dimension;

  EmbeddingCollector(int dimension) {
    this.dimension = dimension;
  }

  /**
   * Takes an image.
   *
   * @param test whether the set keeps it apart for testing
   */
  void add(String id, String label, boolean test, float[] vector) {
    entries.add(new Entry(id, label, test, vector));
  }

  /** The names of the classes, in alphabetical order. */
  List<String> classes() {
    TreeSet<String> names = new TreeSet<>();
    entries.forEach(entry -> names.add(entry.label));
    return List.copyOf(names);
  }

  /** The images to learn from, or those to classify. */
  LabelledPart part(boolean test) {
    boolean marked = entries.stream().anyMatch(Entry::test);
    Predicate<Entry> isTest = marked ? Entry::test : entry -> ProbeSplit.isQuery(entry.id);
    List<Entry> chosen = entries.stream().filter(entry -> isTest.test(entry) == test).toList();
    List<String> names = classes();
    float[] values = new float[Math.multiplyExact(chosen.size(), dimension)];
    for (int i = 0; i < chosen.size(); i++) {
      System.arraycopy(chosen.get(i).vector, 0, values, i * dimension, dimension);
    }
    return new LabelledPart(
        chosen.stream().map(Entry::id).toList(),
        chosen.stream().mapToInt(entry -> names.indexOf(entry.label)).toArray(),
        new Vectors(values, dimension));
  }
}
