package io.hsicflow.pipeline.demo;

import io.hsicflow.pipeline.UserException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a user can say to the demo.
 *
 * @param seed of the renderings, the order, the learner and the draw of bank and query
 * @param data a folder or file of the user's own images; null for the bundled garments
 * @param minutes to train for, from which the number of steps is fixed; null where {@code steps}
 *     says
 * @param steps of training; null where {@code minutes} says
 * @param mostSteps no more than this, however fast the machine
 * @param depth of the ResNet
 * @param width of its first group
 * @param size side of its input in pixels
 * @param batch images of a step
 * @param bank most images of the bank
 * @param query most images of the query
 * @param uiPort of the dashboard, 0 for any free one
 * @param keepRunning whether broker and dashboard stay after the table, until Ctrl-C
 * @param overrides options of the job that stand instead of the demo's
 */
public record DemoSettings(
    long seed,
    Path data,
    Double minutes,
    Long steps,
    long mostSteps,
    int depth,
    int width,
    int size,
    int batch,
    int bank,
    int query,
    int uiPort,
    boolean keepRunning,
    Map<String, String> overrides) {

  /** Checks the numbers that only the demo knows; the learner checks its own. */
  public DemoSettings {
    overrides = Map.copyOf(overrides);
    if ((minutes == null) == (steps == null)) {
      throw new UserException(
          "--minutes is " + minutes + " and --steps is " + steps + "; give one of them.");
    }
    if (minutes != null && !(minutes > 0 && minutes <= 60 * 24 * 365)) {
      throw new UserException("--minutes is " + minutes + "; give a number above 0.");
    }
    if (steps != null && steps < 1) {
      throw new UserException("--steps is " + steps + "; give 1 or more.");
    }
    if (bank < 2 || query < 1) {
      throw new UserException(
          "The bank has " + bank + " images and the query " + query + "; give at least 2 and 1.");
    }
  }
}
