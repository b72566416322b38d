package io.hsicflow.pipeline.embed;

import io.hsicflow.operators.evaluator.ProbeSplit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of an image beside its embedding.
 *
 * @param id its path or number in the data set, or the sender's name for it
 * @param label its class, or null where not known
 * @param split {@code train}, {@code validation} or {@code test}, or null where not known
 * @param place of its record, {@code topic-partition-offset}, or null for an image of a data set
 */
public record ImageFacts(String id, String label, String split, String place) {

  /** Whether its data set keeps it apart for testing. */
  public boolean isTest() {
    return ProbeSplit.isTest(split);
  }

  /** As an object of JSON, without what is not known. */
  public Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("id", id);
    put(object, "label", label);
    put(object, "split", split);
    put(object, "place", place);
    return object;
  }

  private static void put(Map<String, Object> object, String name, String value) {
    if (value != null) {
      object.put(name, value);
    }
  }

  /** Back from an object of JSON. */
  static ImageFacts of(Map<String, Object> object) {
    return new ImageFacts(
        text(object, "id"), text(object, "label"), text(object, "split"), text(object, "place"));
  }

  private static String text(Map<String, Object> object, String name) {
    return object.get(name) instanceof String text ? text : null;
  }
}
