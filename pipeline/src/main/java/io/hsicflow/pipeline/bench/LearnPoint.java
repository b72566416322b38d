package io.hsicflow.pipeline.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Where a run stands at an evaluation.
 *
 * @param images seen
 * @param epochs the same in passes over the images
 * @param minutes of training, evaluations not counted
 * @param imagesPerSecond since the last evaluation
 * @param waiting share of that time in which the learner waited for views
 * @param loss of the last step
 * @param kernelScale after it
 * @param nearest5 accuracy of the majority of 5 neighbours, a fraction
 * @param nearest200 accuracy of the weighted vote of 200, a fraction
 */
public record LearnPoint(
    long images,
    double epochs,
    double minutes,
    double imagesPerSecond,
    double waiting,
    double loss,
    double kernelScale,
    double nearest5,
    double nearest200) {

  /** What stands above the lines of {@link #text}. */
  public static String header() {
    return "    images   epochs  minutes  images/s  waiting      loss     scale  kNN k = 5  k = 200";
  }

  /** A line for people. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%,10d  %7.2f  %7.2f  %8.1f  %5.1f %%  %8.5f  %8.4f   %6.2f %%  %5.2f %%",
        images,
        epochs,
        minutes,
        imagesPerSecond,
        100 * waiting,
        loss,
        kernelScale,
        100 * nearest5,
        100 * nearest200);
  }

  /** The same for programs; a number that is not finite is null. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("images", images);
    json.put("epochs", epochs);
    json.put("minutes", minutes);
    json.put("images_s", imagesPerSecond);
    json.put("waiting", waiting);
    json.put("loss", finite(loss));
    json.put("kernel_scale", finite(kernelScale));
    json.put("knn5", finite(nearest5));
    json.put("knn200", finite(nearest200));
    return json;
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
