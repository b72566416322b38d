package io.hsicflow.pipeline.cli;

import io.hsicflow.connectors.deadletter.LetterFilter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which dead letters a command is about. */
final class LetterFilterArguments {
  @Option(
      names = "--reason",
      paramLabel = "CODE",
      split = ",",
      description = "Only letters with this reason, truncated for example. May be repeated.")
  private Set<String> reasons = new LinkedHashSet<>();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = InstantText.class,
      description = "Only letters written at this time or later, 2026-01-31T12:00:00Z for example.")
  private Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = InstantText.class,
      description = "Only letters written before this time.")
  private Instant to;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "So many letters at most, the oldest ones.")
  private Integer count;

  LetterFilterArguments() {}

  LetterFilter filter() {
    return new LetterFilter(reasons, from, to, count == null ? Integer.MAX_VALUE : count);
  }

  /** An instant as ISO 8601 writes it. */
  private static final class InstantText implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "'" + text + "' is no time such as 2026-01-31T12:00:00Z (" + e.getMessage() + ")");
      }
    }
  }
}
