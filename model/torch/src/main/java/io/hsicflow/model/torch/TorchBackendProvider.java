package io.hsicflow.model.torch;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BackendProvider;
import io.hsicflow.model.backend.Precision;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Logger;

/**
 * Offers libtorch, in float and double: on an NVIDIA GPU that it has code for, else on the
 * processor.
 */
public final class TorchBackendProvider implements BackendProvider {
  /** The backend's name. */
  public static final String NAME = "torch";

  private static final Logger LOG = Logger.getLogger(TorchBackendProvider.class.getName());

  /** Above every backend that computes on the processor. */
  private static final int GPU_PREFERENCE = 100;

  /** Below them. */
  private static final int CPU_PREFERENCE = 1;

  @Override
  public String name() {
    return NAME;
  }

  /** Natives for the processor alone are not even loaded to tell. */
  @Override
  public int preference() {
    return LibTorch.isForCuda() && TorchDevice.best().isGpu() ? GPU_PREFERENCE : CPU_PREFERENCE;
  }

  @Override
  public Set<Precision> precisions() {
    return EnumSet.allOf(Precision.class);
  }

  @Override
  public Optional<String> unavailable() {
    return LibTorch.failure();
  }

  /** GPUs are numbered as the process sees them, {@code cuda:0} being {@code cuda}. */
  @Override
  public Optional<String> unavailable(String device) {
    try {
      return TorchDevice.named(device).unusable();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** On a GPU where one can be used; where the natives are for one and it cannot, says why. */
  @Override
  public Backend open(Precision precision, int threads) {
    TorchDevice device = TorchDevice.best();
    if (!device.isGpu() && LibTorch.isForCuda()) {
      TorchDevice.CUDA
          .unusable()
          .ifPresent(reason -> LOG.warning(reason + " The processor computes instead."));
    }
    return open(precision, threads, device.device().kindName());
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
    TorchDevice chosen = TorchDevice.named(device);
    Optional<String> reason = chosen.unusable();
    if (reason.isPresent()) {
      throw new IllegalArgumentException(
          "The device '" + device + "' cannot be used. " + reason.get());
    }
    return chosen.isGpu()
        ? onGpu(precision, threads, chosen)
        : new TorchBackend(precision, threads, chosen);
  }

  private static Backend onGpu(Precision precision, int threads, TorchDevice gpu) {
    CudaKernels kernels;
    try {
      kernels = CudaKernels.compile(precision, gpu);
    } catch (LinkageError | IllegalStateException e) {
      LOG.warning(
          "The GPU computes with libtorch's operations alone, which is slower, because the kernels could not be made ("
              + e.getMessage()
              + "): is libnvrtc.so.13 of the CUDA Toolkit where the system finds libraries?");
      return new TorchBackend(precision, threads, gpu);
    }
    return new CudaBackend(precision, threads, kernels);
  }
}
