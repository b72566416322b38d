package io.hsicflow.model.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core;
import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BackendProvider;
import io.hsicflow.model.backend.NativeLimits;
import io.hsicflow.model.backend.Precision;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.Loader;

/**
 * Offers oneDNN on the CPU: in float, and with activations in bfloat16 where the library has code
 * for that, which is from AVX-512 on. Processors without instructions for bfloat16 emulate them.
 */
public final class OneDnnBackendProvider implements BackendProvider {
  /** The backend's name. */
  public static final String NAME = "onednn";

  private static final int PREFERENCE = 20;

  static {
    NativeLimits.lift();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int preference() {
    return PREFERENCE;
  }

  @Override
  public Optional<String> unavailable() {
    try {
      Loader.load(org.bytedeco.dnnl.global.dnnl.class);
      return Optional.empty();
    } catch (LinkageError | RuntimeException e) {
      return Optional.of(
          "oneDNN's native library for "
              + Loader.getPlatform()
              + " did not load ("
              + e
              + "): put the dnnl and opencl jars of this platform on the class path.");
    }
  }

  @Override
  public Set<Precision> precisions() {
    return unavailable().isEmpty() && hasAvx512()
        ? EnumSet.of(Precision.FLOAT32, Precision.BFLOAT16)
        : EnumSet.of(Precision.FLOAT32);
  }

  /** By the instructions that the library uses here, which its settings may narrow. */
  private static boolean hasAvx512() {
    return (dnnl_get_effective_cpu_isa() & dnnl_cpu_isa_avx512_core) == dnnl_cpu_isa_avx512_core;
  }

  @Override
  public Backend open(Precision precision, int threads) {
    if (precision == Precision.FLOAT64) {
      throw new IllegalArgumentException(
          "oneDNN has no double precision; take learner.backend=nd4j for float64.");
    }
    if (!precisions().contains(precision)) {
      throw new IllegalArgumentException(
          "oneDNN has code for "
              + precision.text()
              + " only where the processor has AVX-512, and this one has not; take learner.precision=float32.");
    }
    return new OneDnnBackend(
        precision == Precision.BFLOAT16 ? memory.data_type.bf16 : memory.data_type.f32, threads);
  }
}
