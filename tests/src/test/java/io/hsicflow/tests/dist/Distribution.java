package io.hsicflow.tests.dist;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.hsicflow.tests.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The distribution folder that the package phase leaves. */
final class Distribution {
  private final Path folder;

  private Distribution(Path folder) {
    this.folder = folder;
  }

  /** The distribution; the calling test is skipped where the build stopped before packaging. */
  static Distribution ofThisBuild() throws IOException {
    Path parent = Checkout.root().resolve("pipeline/target/dist");
    assumeThat(parent).as("no distribution; run ./mvnw verify").isDirectory();
    try (Stream<Path> folders = Files.list(parent)) {
      return new Distribution(folders.findFirst().orElseThrow());
    }
  }

  Path jobJar() {
    return folder.resolve("hsicflow-job.jar");
  }

  Path launcher() {
    return folder.resolve("hsicflow");
  }

  /** What goes into Flink's lib folder. */
  Path lib() {
    return folder.resolve("lib");
  }

  /** What runs hsicflow without a cluster, beside lib. */
  Path local() {
    return folder.resolve("local");
  }

  /** A path in the distribution. */
  Path resolve(String path) {
    return folder.resolve(path);
  }

  Path configuration() {
    return folder.resolve("conf/hsicflow.yaml");
  }

  static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
