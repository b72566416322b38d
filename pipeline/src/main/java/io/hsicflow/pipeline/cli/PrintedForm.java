package io.hsicflow.pipeline.cli;

import io.hsicflow.model.json.JsonWriter;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Whether a measurement is printed for people or for programs. */
final class PrintedForm {
  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  PrintedForm() {}

  /** Whether what is printed is for programs. */
  boolean isJson() {
    return json;
  }

  /** Prints one of two forms, the one that was asked for. */
  void print(PrintWriter out, Supplier<Map<String, Object>> object, Supplier<String> text) {
    if (json) {
      out.println(JsonWriter.write(object.get()));
    } else {
      out.print(text.get());
    }
    out.flush();
  }
}
