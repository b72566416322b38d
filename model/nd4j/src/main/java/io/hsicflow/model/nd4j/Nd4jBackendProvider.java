package io.hsicflow.model.nd4j;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BackendProvider;
import io.hsicflow.model.backend.NativeLimits;
import io.hsicflow.model.backend.Precision;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4j;

/** Offers ND4J on the CPU, in float and double. */
public final class Nd4jBackendProvider implements BackendProvider {
  /** The backend's name. */
  public static final String NAME = "nd4j";

  private static final int PREFERENCE = 10;

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
      Nd4j.getExecutioner();
      return Optional.empty();
    } catch (LinkageError | RuntimeException e) {
      return Optional.of(
          "ND4J's native library for "
              + Loader.getPlatform()
              + " did not load ("
              + e
              + "): put the nd4j-native jar of this platform on the class path.");
    }
  }

  @Override
  public Backend open(Precision precision, int threads) {
    return new Nd4jBackend(precision, threads);
  }
}
