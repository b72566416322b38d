package io.hsicflow.pipeline.cli;

import io.hsicflow.schemas.message.PrintableText;
import java.util.ArrayList;
import java.util.List;

/** A table of text: a line of titles, and lines in columns as wide as what stands in them. */
final class TextColumns {
  private static final int CELL_CHARS = 300;
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  TextColumns(String... titles) {
    rows.add(List.of(titles));
  }

  /** Adds a line of as many cells as there are titles; what others wrote is made fit to print. */
  void row(String... cells) {
    List<String> row = new ArrayList<>();
    for (String cell : cells) {
      row.add(PrintableText.of(cell, CELL_CHARS));
    }
    rows.add(row);
  }

  /** Whether there is no line but the titles. */
  boolean isEmpty() {
    return rows.size() == 1;
  }

  /** The table, each line ended. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        line.append(cell).append(" ".repeat(width(column) - cell.length())).append(GAP);
      }
      text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
