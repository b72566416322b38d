package io.hsicflow.model.onednn;

import com.sun.jna.Function;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The OpenMP library that oneDNN uses. It keeps the number of threads for each thread that calls
 * it, and its worker threads spin between calls, so a lane of one thread must say so.
 */
final class OpenMp {
  private static final Logger LOG = Logger.getLogger(OpenMp.class.getName());

  /** GNU's, LLVM's and Intel's, by the names under which they are loaded already. */
  private static final List<String> LIBRARIES =
      List.of("libgomp.so.1", "gomp", "libomp.so.5", "omp", "libiomp5.so", "iomp5");

  private static final Function SET_NUM_THREADS = find();

  private OpenMp() {}

  private static Function find() {
    for (String library : LIBRARIES) {
      try {
        return Function.getFunction(library, "omp_set_num_threads");
      } catch (LinkageError e) {
        LOG.log(Level.FINE, e, () -> "OpenMP is not " + library + ".");
      }
    }
    LOG.warning(
        "The OpenMP library of oneDNN was not found, so it uses as many threads as there are cores for every"
            + " primitive; set OMP_NUM_THREADS before the process starts.");
    return null;
  }

  /** How many threads the primitives may use that the calling thread starts from now on. */
  static void useThreads(int threads) {
    if (SET_NUM_THREADS != null) {
      SET_NUM_THREADS.invokeVoid(new Object[] {threads});
    }
  }
}
