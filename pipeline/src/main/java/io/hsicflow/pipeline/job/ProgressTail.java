package io.hsicflow.pipeline.job;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Follows the file of {@link ProgressCsv}. Reads only what was added since the last call. */
public final class ProgressTail {
  /**
   * A training step.
   *
   * @param step steps done
   * @param images images seen
   * @param loss of this step
   * @param waitMillis from the end of the step before to the beginning of this one
   * @param stepMillis from its beginning to its end
   * @param endMillis when it was done, in milliseconds since 1970
   */
  public record Step(
      long step, long images, double loss, double waitMillis, double stepMillis, long endMillis) {}

  private final Path file;
  private long position;
  private List<String> columns;

  /** Follows {@code file} from its start; it need not be there yet. */
  public ProgressTail(Path file) {
    this.file = file;
  }

  /**
   * The steps written since the last call, oldest first; a line that is not whole yet waits.
   *
   * @throws IOException with a sentence where the file is not of this kind
   */
  public List<Step> next() throws IOException {
    List<Step> steps = new ArrayList<>();
    if (Files.notExists(file)) {
      return steps;
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] added = new byte[(int) Math.min(1 << 24, in.length() - position)];
      in.seek(position);
      in.readFully(added);
      int start = 0;
      for (int i = 0; i < added.length; i++) {
        if (added[i] == '\n') {
          line(new String(added, start, i - start, StandardCharsets.UTF_8), steps);
          start = i + 1;
        }
      }
      position += start;
    }
    return steps;
  }

  private void line(String line, List<Step> steps) throws IOException {
    List<String> cells = List.of(line.split(",", -1));
    if (columns == null) {
      columns = cells;
      return;
    }
    try {
      steps.add(
          new Step(
              Long.parseLong(cell(cells, "step")),
              Long.parseLong(cell(cells, "images")),
              Double.parseDouble(cell(cells, "loss")),
              Double.parseDouble(cell(cells, "waitMillis")),
              Double.parseDouble(cell(cells, "stepMillis")),
              Long.parseLong(cell(cells, "endMillis"))));
    } catch (NumberFormatException e) {
      throw new IOException("A line of " + file + " is not the progress of a step: " + line, e);
    }
  }

  private String cell(List<String> cells, String column) throws IOException {
    int at = columns.indexOf(column);
    if (at < 0 || at >= cells.size()) {
      throw new IOException(
          file + " has no column " + column + "; another version has written it.");
    }
    return cells.get(at);
  }
}
