package io.hsicflow.model.nd4j;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BackendProvider;
import io.hsicflow.model.backend.Device;
import io.hsicflow.model.backend.NativeLimits;
import io.hsicflow.model.backend.Precision;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;

/**
 * Offers ND4J, in float and double: on the processor, and in a build with its library for GPUs on
 * an NVIDIA GPU that the library has code for.
 */
public final class Nd4jBackendProvider implements BackendProvider {
  /** The backend's name. */
  public static final String NAME = "nd4j";

  private static final Logger LOG = Logger.getLogger(Nd4jBackendProvider.class.getName());

  private static final int PREFERENCE = 10;

  /** Whether it was said why no GPU computes; once is enough. */
  private static final AtomicBoolean WARNED = new AtomicBoolean();

  static {
    NativeLimits.lift();
  }

  @Override
  public String name() {
    return NAME;
  }

  /** Also with a GPU: how fast that is, nobody has measured. */
  @Override
  public int preference() {
    return PREFERENCE;
  }

  @Override
  public Optional<String> unavailable() {
    return Nd4jBuild.best().isGpu() ? Optional.empty() : Nd4jBuild.load(Device.CPU);
  }

  /** GPUs are numbered as the process sees them, {@code cuda:0} being {@code cuda}. */
  @Override
  public Optional<String> unavailable(String device) {
    try {
      return Nd4jBuild.unusable(Device.named(device));
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** On a GPU where one can be used; where the natives are for one and it cannot, says why. */
  @Override
  public Backend open(Precision precision, int threads) {
    Device device = Nd4jBuild.best();
    Optional<String> reason = Optional.empty();
    if (device.isGpu()) {
      reason = Nd4jBuild.load(device);
    } else if (Nd4jBuild.isForGpus() && WARNED.compareAndSet(false, true)) {
      reason = Nd4jBuild.unusable(Device.CUDA);
    }
    if (reason.isPresent()) {
      LOG.warning(reason.get() + " The processor computes instead.");
      device = Device.CPU;
    }
    return open(precision, threads, device.toString());
  }

  /**
   * Opens the backend on a device.
   *
   * @param threads at least 1
   * @param device {@code cpu}, {@code cuda} for the first GPU, or {@code cuda:N}
   * @throws IllegalArgumentException where there is no such device or it cannot be used, with the
   *     reason
   */
  @Override
  public Backend open(Precision precision, int threads, String device) {
    Device chosen = Device.named(device);
    Optional<String> reason = Nd4jBuild.load(chosen);
    if (reason.isPresent()) {
      throw new IllegalArgumentException(
          "The device '" + device + "' cannot be used. " + reason.get());
    }
    return chosen.isGpu()
        ? new ArrayBackend(precision, threads, chosen)
        : new Nd4jBackend(precision, threads);
  }
}
