package io.hsicflow.model.onednn;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BackendProvider;
import io.hsicflow.model.backend.NativeLimits;
import io.hsicflow.model.backend.Precision;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.Loader;

/** Offers oneDNN on the CPU, in float. */
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
    return EnumSet.of(Precision.FLOAT32);
  }

  @Override
  public Backend open(Precision precision, int threads) {
    if (precision != Precision.FLOAT32) {
      throw new IllegalArgumentException(
          "oneDNN computes in float32 here, not in "
              + precision.text()
              + "; take learner.backend=nd4j for float64.");
    }
    return new OneDnnBackend(memory.data_type.f32, threads);
  }
}
