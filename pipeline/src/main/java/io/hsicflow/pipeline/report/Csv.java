package io.hsicflow.pipeline.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A table with a header, as this project writes them: commas between cells, quotes around a cell
 * that has some, no line break within one.
 */
public final class Csv {
  private final String name;
  private final List<String> columns;
  private final List<List<String>> rows = new ArrayList<>();

  private Csv(String name, List<String> columns) {
    this.name = name;
    this.columns = columns;
  }

  /** Reads a file. A last line without its end is not whole yet and is left out. */
  static Csv read(Path file) throws IOException {
    String text = Files.readString(file);
    List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    if (lines.isEmpty()) {
      throw new IOException(file + " is empty; a table has a line with the names of its columns.");
    }
    return of(file.toString(), lines);
  }

  /** A table that was never in a file. */
  static Csv of(List<String> lines) throws IOException {
    return of("the table", lines);
  }

  private static Csv of(String name, List<String> lines) throws IOException {
    Csv csv = new Csv(name, cells(lines.get(0)));
    for (String line : lines.subList(1, lines.size())) {
      List<String> row = cells(line);
      if (row.size() != csv.columns.size()) {
        throw new IOException(
            "A line of %s has %d cells, and the first has %d: %s"
                .formatted(name, row.size(), csv.columns.size(), line));
      }
      csv.rows.add(row);
    }
    return csv;
  }

  /** A line of {@link #read}'s form. */
  public static String line(List<String> cells) {
    List<String> quoted = new ArrayList<>();
    for (String cell : cells) {
      String flat = cell.replaceAll("\\R", " ");
      quoted.add(
          flat.contains(",") || flat.contains("\"")
              ? '"' + flat.replace("\"", "\"\"") + '"'
              : flat);
    }
    return String.join(",", quoted);
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }

  int rows() {
    return rows.size();
  }

  /** Whether there is a column of that name. */
  boolean has(String column) {
    return columns.contains(column);
  }

  /** A cell; empty where there is no such column. */
  String text(int row, String column) {
    int at = columns.indexOf(column);
    return at < 0 ? "" : rows.get(row).get(at);
  }

  /**
   * A number; NaN where the cell is empty or there is no such column.
   *
   * @throws IOException with a sentence where it is none
   */
  double number(int row, String column) throws IOException {
    String text = text(row, column);
    try {
      return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IOException(
          "The column %s of %s has '%s', which is no number.".formatted(column, name, text), e);
    }
  }

  /** A column of numbers, as {@link #number}. */
  double[] numbers(String column) throws IOException {
    double[] numbers = new double[rows.size()];
    for (int row = 0; row < numbers.length; row++) {
      numbers[row] = number(row, column);
    }
    return numbers;
  }
}
