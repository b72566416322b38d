package io.hsicflow.model.torch;

import io.hsicflow.model.backend.NativeLimits;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/** libtorch's native library, loaded once and for all, or why it is not there. */
final class LibTorch {
  private static final String NATIVES = "/org/bytedeco/pytorch/%s/%s";

  private LibTorch() {}

  /** Whether the natives on the class path are those for NVIDIA GPUs; loads nothing. */
  static boolean isForCuda() {
    return has(Loader.getPlatform() + "-gpu");
  }

  private static boolean has(String platform) {
    String library = System.mapLibraryName("jnitorch");
    return LibTorch.class.getResource(NATIVES.formatted(platform, library)) != null;
  }

  /** Why libtorch cannot be used, as a sentence; empty where it can. Loads it the first time. */
  static Optional<String> failure() {
    return Loaded.FAILURE;
  }

  private static final class Loaded {
    private static final Optional<String> FAILURE = load();

    private static Optional<String> load() {
      NativeLimits.lift();
      String platform = Loader.getPlatform();
      if (!has(platform) && !isForCuda()) {
        return Optional.of(
            "There is no libtorch for "
                + platform
                + " on the class path: put JavaCPP's pytorch jar of this platform there (there is one for Linux on"
                + " x86-64 and for macOS on arm64).");
      }
      try {
        Loader.load(torch.class);
        return Optional.empty();
      } catch (LinkageError | RuntimeException e) {
        String way =
            isForCuda()
                ? "This build of libtorch needs NVIDIA's CUDA 13 libraries, cuDNN 9 and NCCL 2 where the system finds"
                    + " libraries (LD_LIBRARY_PATH)."
                : "Put JavaCPP's pytorch and openblas jars of this platform on the class path, in equal versions of JavaCPP.";
        return Optional.of(
            "libtorch for " + platform + " did not load (" + origin(e).getMessage() + "). " + way);
      }
    }

    /** The system's own words, which say what is missing: behind what JavaCPP makes of them. */
    private static Throwable origin(Throwable failure) {
      return failure.getCause() == null ? failure : origin(failure.getCause());
    }
  }
}
