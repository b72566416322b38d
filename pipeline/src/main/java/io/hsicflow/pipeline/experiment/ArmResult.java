package io.hsicflow.pipeline.experiment;

import io.hsicflow.pipeline.bench.LearnAccuracy;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of an arm with one seed.
 *
 * @param all kNN on the whole query
 * @param seenFirst kNN on the query images of the classes that the stream brought first; NaN where
 *     classes do not come in order
 * @param images different images that were trained on
 * @param steps taken
 * @param updates steps that changed the weights: those of steps that were not finite do not
 * @param seconds of training, evaluation not counted
 */
public record ArmResult(
    StreamKind stream,
    Arm arm,
    long seed,
    LearnAccuracy.Fractions all,
    LearnAccuracy.Fractions seenFirst,
    int images,
    long steps,
    long updates,
    double seconds) {

  /** For {@link io.hsicflow.model.json.JsonWriter}; a number that does not apply is null. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("stream", stream.toString());
    json.put("arm", arm.toString());
    json.put("seed", seed);
    json.put("knn5", finite(all.nearest5()));
    json.put("knn200", finite(all.nearest200()));
    json.put("seen_first_knn5", finite(seenFirst.nearest5()));
    json.put("seen_first_knn200", finite(seenFirst.nearest200()));
    json.put("images", images);
    json.put("steps", steps);
    json.put("updates", updates);
    json.put("seconds", seconds);
    return json;
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
