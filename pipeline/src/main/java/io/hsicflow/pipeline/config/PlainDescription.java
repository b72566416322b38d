package io.hsicflow.pipeline.config;

import java.util.EnumSet;
import org.apache.flink.configuration.description.Formatter;
import org.apache.flink.configuration.description.TextElement;

/** Flink option descriptions as plain text on one line. */
final class PlainDescription extends Formatter {
  @Override
  protected void formatLink(StringBuilder state, String link, String description) {
    state.append(description).append(" (").append(link).append(')');
  }

  @Override
  protected void formatLineBreak(StringBuilder state) {
    state.append(' ');
  }

  @Override
  protected void formatText(
      StringBuilder state,
      String format,
      String[] elements,
      EnumSet<TextElement.TextStyle> styles) {
    state.append(String.format(format, (Object[]) elements));
  }

  @Override
  protected void formatList(StringBuilder state, String[] entries) {
    state.append(String.join("; ", entries));
  }

  @Override
  protected Formatter newInstance() {
    return new PlainDescription();
  }
}
