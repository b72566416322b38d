package io.hsicflow.pipeline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A table with a header; numbers stand to the right. */
final class Table {
  private final List<String> columns;
  private final List<Html> rows = new ArrayList<>();

  Table(List<String> columns) {
    this.columns = List.copyOf(columns);
  }

  /** Names and what they have. */
  static Html ofPairs(String name, String value, Map<String, String> pairs) {
    Table table = new Table(List.of(name, value));
    pairs.forEach((key, text) -> table.row(false, List.of(key, text)));
    return table.html("settings");
  }

  /** A row; the cells behind the first may be numbers. */
  void row(boolean best, List<String> cells) {
    List<Html> row = new ArrayList<>();
    for (String cell : cells) {
      Html data = Html.of("td", cell);
      row.add(columns.size() > 2 && !row.isEmpty() ? data.with("class", "number") : data);
    }
    Html all = Html.of("tr", row);
    rows.add(best ? all.with("class", "best") : all);
  }

  /** The table; wider than the page it is moved within its frame. */
  Html html(String kind) {
    List<Html> head = new ArrayList<>();
    for (String column : columns) {
      Html name = Html.of("th", column);
      head.add(columns.size() > 2 && !head.isEmpty() ? name.with("class", "number") : name);
    }
    return Html.of(
            "div",
            Html.of("table", Html.of("thead", Html.of("tr", head)), Html.of("tbody", rows))
                .with("class", kind))
        .with("class", "wide");
  }
}
