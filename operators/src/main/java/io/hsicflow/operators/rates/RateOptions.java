package io.hsicflow.operators.rates;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Options of what is decided by clock and load. */
public final class RateOptions {

  /** How far the places of a fresh image may rise. */
  public static final ConfigOption<Double> MAX_PLACES =
      ConfigOptions.key("replay.max-places")
          .doubleType()
          .noDefaultValue()
          .withDescription(
              "In arrival order, places in the training sequence for each fresh image up to which replay.places rises while"
                  + " the trainer would wait for images, at least replay.places; unset, it does not rise. What is saved up"
                  + " for later is at most max-places - 1 places for each held image.");

  /** How long a step that is not full waits for images. */
  public static final ConfigOption<Duration> TOP_UP_AFTER =
      ConfigOptions.key("replay.top-up-after")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription(
              "In arrival order and with a policy that has a buffer, how long a step that is not full waits while no"
                  + " image comes, before held images take the rest of its places; 0 for no such bound. Not in rotation"
                  + " order, and not with none and repeat.");

  /** How far fresh images are thinned. */
  public static final ConfigOption<Double> MIN_SHARE =
      ConfigOptions.key("sequence.min-share")
          .doubleType()
          .defaultValue(1.0)
          .withDescription(
              "In arrival order, the least share of fresh images that are trained on while they come faster than the"
                  + " trainer takes them: above 0, and 1 for no thinning, so that they wait in Kafka. Images that are left"
                  + " out are spread evenly and counted (thinnedImages).");

  private RateOptions() {}
}
