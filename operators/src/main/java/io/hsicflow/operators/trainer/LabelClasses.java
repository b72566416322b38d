package io.hsicflow.operators.trainer;

import io.hsicflow.model.learner.Batch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns labels into the online probe's classes, by their place in {@code probe.classes}. */
final class LabelClasses {

  private final Map<String, Integer> classes = new HashMap<>();

  LabelClasses(List<String> names) {
    for (String name : names) {
      if (classes.put(name, classes.size()) != null) {
        throw new IllegalArgumentException(
            "probe.classes names '" + name + "' twice: name every class once.");
      }
    }
  }

  /** The class of {@code label}; {@link Batch#NO_LABEL} where it is null or not listed. */
  int indexOf(String label) {
    return label == null ? Batch.NO_LABEL : classes.getOrDefault(label, Batch.NO_LABEL);
  }
}
