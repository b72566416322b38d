package io.hsicflow.operators.trainer;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BackendSet;
import io.hsicflow.model.backend.BackendSetup;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.model.learner.PrecisionTrial;
import io.hsicflow.operators.clock.Clock;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.configuration.ReadableConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the trainer's backend: each of backend, precision, device and threads as it is set; where
 * nothing is set, or {@code auto}, as the restored state was made; else the GPU that Flink granted;
 * else the best that is here.
 */
final class BackendOpening {

  private static final Logger LOG = LoggerFactory.getLogger(BackendOpening.class);

  private final ReadableConfig config;
  private final LearnerSettings settings;
  private final BackendSet backends;
  private final Clock clock;
  private final GpuGrant grant;
  private String remark;
  private String grantRemark;

  /**
   * @param grant what Flink granted to the trainer
   */
  BackendOpening(
      ReadableConfig config,
      LearnerSettings settings,
      BackendSet backends,
      Clock clock,
      GpuGrant grant) {
    this.config = config;
    this.settings = settings;
    this.backends = backends;
    this.clock = clock;
    this.grant = grant;
  }

  /** For a fresh learner. */
  Backend open() {
    return grant.open(
        config.get(LearnerOptions.DEVICE),
        device ->
            open(
                config.get(LearnerOptions.BACKEND),
                config.get(LearnerOptions.PRECISION).precision(),
                device,
                LearnerOptions.threads(config)),
        this::sayOfGrant);
  }

  /**
   * For a learner whose state was made by {@code recorded}. Says so where the backend is another
   * one now.
   */
  Backend open(BackendSetup recorded) {
    Optional<String> obstacle = Optional.empty();
    Backend backend;
    try {
      backend = openAs(recorded);
    } catch (IllegalArgumentException e) {
      obstacle = Optional.of(e.getMessage());
      backend = open();
    }
    BackendSetup now = BackendSetup.of(backend);
    if (!now.equals(recorded)) {
      remark =
          "The state was made by "
              + recorded
              + ", and the trainer goes on with "
              + now
              + obstacle.map(why -> ", for the former cannot be had (" + why + ")").orElse("")
              + ": from here on it is no longer bit for bit the run that it was.";
      LOG.warn(remark);
    }
    return backend;
  }

  /** What was said about the backend that was opened last, if it is not the state's. */
  Optional<String> remark() {
    return Optional.ofNullable(remark);
  }

  /** What was said about the grant of GPUs when a backend was opened last. */
  Optional<String> grantRemark() {
    return Optional.ofNullable(grantRemark);
  }

  private void sayOfGrant(String sentence) {
    grantRemark = sentence;
    LOG.warn(sentence);
  }

  private Backend openAs(BackendSetup recorded) {
    String name = config.get(LearnerOptions.BACKEND);
    String device = config.get(LearnerOptions.DEVICE);
    boolean asRecorded = device.equals(Backends.AUTO);
    int processors = Runtime.getRuntime().availableProcessors();
    Backend backend =
        backends.open(
            name.equals(Backends.AUTO) ? recorded.backend() : name,
            config.get(LearnerOptions.PRECISION).precision().orElse(recorded.precision()),
            // More threads than processors take turns, which costs far more than the last digits.
            config
                .getOptional(LearnerOptions.THREADS)
                .orElse(Math.min(recorded.threads(), processors)),
            grant.deviceFor(asRecorded ? recorded.device() : device));
    String why =
        asRecorded
            ? "the state was made on the processor; set learner.device = cuda to go on there, no longer bit for bit."
            : "learner.device is " + device + ".";
    grant.remark(backend.device(), why).ifPresent(this::sayOfGrant);
    return backend;
  }

  private Backend open(String name, Optional<Precision> precision, String device, int threads) {
    return backends.open(
        name, precision.orElseGet(() -> faster(name, device, threads)), threads, device);
  }

  private Precision faster(String name, String device, int threads) {
    Set<Precision> precisions = backends.precisions(name, device);
    if (!precisions.contains(Precision.BFLOAT16)) {
      return Precision.FLOAT32;
    }
    Precision faster =
        new PrecisionTrial(
                precision -> backends.open(name, precision, threads, device),
                settings,
                clock::nanos)
            .faster();
    LOG.info("learner.precision = auto takes {}, the faster one on this machine.", faster.text());
    return faster;
  }
}
