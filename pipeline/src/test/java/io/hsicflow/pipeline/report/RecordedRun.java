package io.hsicflow.pipeline.report;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** What a real run left, without the tensors of its snapshots, which are empty files. */
final class RecordedRun {
  private static final String DESCRIPTION = "(step-\\d+-[0-9a-f]{12})\\.json";

  private RecordedRun() {}

  /** A copy of the run below {@code folder}. */
  static RunFolder in(Path folder, String name) throws IOException, URISyntaxException {
    Path recorded = Path.of(RecordedRun.class.getResource("runs/" + name).toURI());
    Path root = folder.resolve(name);
    List<Path> files;
    try (Stream<Path> all = Files.walk(recorded)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path copy = root.resolve(recorded.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      String beside = copy.getFileName().toString();
      if (beside.matches(DESCRIPTION)) {
        Files.write(
            copy.resolveSibling(beside.replaceAll(DESCRIPTION, "$1.safetensors")), new byte[0]);
      }
    }
    return RunFolder.of(root);
  }
}
