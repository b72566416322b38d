package io.hsicflow.operators.rates;

import static io.hsicflow.operators.options.OptionRule.require;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.configuration.ReadableConfig;

/**
 * What is decided by clock and load; each as the option of its name says ({@link RateOptions}).
 *
 * @param maxPlaces 0 where places do not rise
 * @param topUpAfter zero where nothing is topped up
 * @param minShare 1 where nothing is left out
 */
public record RateSettings(double maxPlaces, Duration topUpAfter, double minShare)
    implements Serializable {

  /** Nothing is decided by clock or load. */
  public static final RateSettings NONE = new RateSettings(0, Duration.ZERO, 1);

  private static final long serialVersionUID = 1L;

  /**
   * What the options say.
   *
   * @param rotation whether the order is rotation
   * @param buffered whether images are held that places can be given to
   * @param places of each fresh image as a rule
   * @throws IllegalArgumentException with a sentence where a setting is out of its range, or cannot
   *     be had
   */
  public static RateSettings of(
      ReadableConfig config, boolean rotation, boolean buffered, double places) {
    double maxPlaces = config.getOptional(RateOptions.MAX_PLACES).orElse(0.0);
    Duration topUpAfter = config.get(RateOptions.TOP_UP_AFTER);
    double minShare = config.get(RateOptions.MIN_SHARE);
    boolean rises = config.getOptional(RateOptions.MAX_PLACES).isPresent();
    boolean asksForTopUp =
        config.getOptional(RateOptions.TOP_UP_AFTER).isPresent() && !topUpAfter.isZero();
    require(
        !topUpAfter.isNegative(),
        RateOptions.TOP_UP_AFTER,
        topUpAfter,
        "a time must not be negative; 0 sets no bound");
    require(
        minShare > 0 && minShare <= 1,
        RateOptions.MIN_SHARE,
        minShare,
        "it must be above 0, and 1, for no thinning, at most");
    String byLoad =
        "in rotation order nothing goes by clock or load: leave it out, or set sequence.order ="
            + " arrival";
    require(!rotation || !rises, RateOptions.MAX_PLACES, maxPlaces, byLoad);
    require(!rotation || !asksForTopUp, RateOptions.TOP_UP_AFTER, topUpAfter, byLoad);
    require(!rotation || minShare == 1, RateOptions.MIN_SHARE, minShare, byLoad);
    String noBuffer =
        "no buffer has images to give: leave it out, or set replay.policy = fifo, reservoir or"
            + " min-redundancy";
    require(buffered || !rises, RateOptions.MAX_PLACES, maxPlaces, noBuffer);
    require(buffered || !asksForTopUp, RateOptions.TOP_UP_AFTER, topUpAfter, noBuffer);
    require(
        !rises || (maxPlaces >= places && Double.isFinite(maxPlaces)),
        RateOptions.MAX_PLACES,
        maxPlaces,
        "it must be at least replay.places = " + places);
    return new RateSettings(
        maxPlaces, buffered && !rotation ? topUpAfter : Duration.ZERO, minShare);
  }

  boolean rises() {
    return maxPlaces > 0;
  }

  boolean topsUp() {
    return !topUpAfter.isZero();
  }

  boolean thins() {
    return minShare < 1;
  }
}
