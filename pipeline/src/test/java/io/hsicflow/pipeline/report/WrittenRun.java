package io.hsicflow.pipeline.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A run's folder as a test makes it, part by part. */
final class WrittenRun {
  private final Path root;

  WrittenRun(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  /** Steps of 64 images, 250 ms each of which 50 were waited. */
  WrittenRun progress(int steps) throws IOException {
    StringBuilder csv =
        new StringBuilder(
            "step,images,loss,hsicZy,hsicZz,kernelScale,learningRate,tau,gradientNorm,embeddingStd,"
                + "probeAccuracy,skippedSteps,rollbacks,waitMillis,stepMillis,endMillis\n");
    for (int step = 1; step <= steps; step++) {
      csv.append(
          "%d,%d,%s,0.5,0.004,0.9,2.5,0.95,0.1,0.8,NaN,1,0,50.0,200.0,%d%n"
              .formatted(step, 64 * step, step == 3 ? "NaN" : -0.1 * step, 1000 + 250L * step));
    }
    return file("progress.csv", csv.toString());
  }

  WrittenRun file(String name, String text) throws IOException {
    Files.createDirectories(root.resolve(name).getParent());
    Files.writeString(root.resolve(name), text);
    return this;
  }

  RunFolder folder() {
    return RunFolder.of(root);
  }
}
