package io.hsicflow.pipeline.demo;

import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.report.Csv;
import io.hsicflow.pipeline.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a demo leaves behind: {@code settings.yaml} (which {@code ./hsicflow run --config} takes),
 * {@code progress.csv} (every training step), {@code curve.csv} (the accuracy as it grows), {@code
 * table.csv} and {@code table.txt}, {@code machine.csv}, {@code rejects.csv} (what the gate
 * refused), {@code snapshots/}, {@code state/} (checkpoints), {@code demo.log}, and {@code
 * report.html}, which shows all of it.
 *
 * @param root the folder
 */
public record DemoFolder(Path root) {
  /**
   * The folder, made where it is missing.
   *
   * @throws UserException where there is something in it
   */
  public static DemoFolder create(Path root) throws IOException {
    Path absolute = root.toAbsolutePath().normalize();
    if (Files.exists(absolute)) {
      if (!Files.isDirectory(absolute)) {
        throw new UserException("--out is " + root + ", which is a file; give a folder.");
      }
      try (Stream<Path> inside = Files.list(absolute)) {
        if (inside.findAny().isPresent()) {
          throw new UserException(
              "--out is "
                  + root
                  + ", which is not empty; give a new folder, so that no result is lost.");
        }
      }
    }
    Files.createDirectories(absolute);
    return new DemoFolder(absolute);
  }

  /** Log of the process. */
  public Path log() {
    return root.resolve("demo.log");
  }

  Path settings() {
    return root.resolve("settings.yaml");
  }

  Path progress() {
    return root.resolve("progress.csv");
  }

  Path timing() {
    return root.resolve("timing");
  }

  Path snapshots() {
    return root.resolve("snapshots");
  }

  Path state() {
    return root.resolve("state");
  }

  void writeSettings(List<String> lines) throws IOException {
    Files.write(settings(), lines);
  }

  void writeCurve(List<String> lines) throws IOException {
    Files.write(root.resolve("curve.csv"), lines);
  }

  void writeTable(List<String> text, List<String> csv) throws IOException {
    Files.write(root.resolve("table.txt"), text);
    Files.write(root.resolve("table.csv"), csv);
  }

  void writePairs(String file, String name, String value, Map<String, String> pairs)
      throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(Csv.line(List.of(name, value)));
    pairs.forEach((key, text) -> lines.add(Csv.line(List.of(key, text))));
    Files.write(root.resolve(file), lines);
  }

  void writeShown(List<String> gallery, List<String> map) throws IOException {
    Files.write(root.resolve(Report.GALLERY), gallery);
    Files.write(root.resolve(Report.MAP), map);
  }

  Path views() {
    return root.resolve(Report.VIEWS);
  }

  /** The report of all this. */
  public Path report() {
    return root.resolve(Report.FILE);
  }
}
