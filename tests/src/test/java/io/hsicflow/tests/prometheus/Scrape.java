package io.hsicflow.tests.prometheus;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an exporter answered, in <a
 * href="https://prometheus.io/docs/instrumenting/exposition_formats/">Prometheus's text format</a>.
 *
 * @param samples in their order
 * @param types of metrics, by name, as the exporter declares them
 */
public record Scrape(List<Sample> samples, Map<String, String> types) {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)(?: -?\\d+)?");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

  /** Asks an exporter. */
  public static Scrape of(URI address) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(address).timeout(LIMIT).build(),
                HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != HttpURLConnection.HTTP_OK) {
      throw new IOException(address + " answered " + answer.statusCode() + ".");
    }
    return parse(answer.body());
  }

  /**
   * Reads a scrape.
   *
   * @throws IllegalArgumentException for a line that is not of the format
   */
  public static Scrape parse(String text) {
    Map<String, String> types = new LinkedHashMap<>();
    List<Sample> samples =
        text.lines()
            .filter(line -> !line.isBlank() && !isComment(line, types))
            .map(Scrape::sample)
            .toList();
    return new Scrape(samples, types);
  }

  private static boolean isComment(String line, Map<String, String> types) {
    Matcher type = TYPE.matcher(line);
    if (type.matches()) {
      types.put(type.group(1), type.group(2));
    }
    return line.startsWith("#");
  }

  private static Sample sample(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException("Not a line of a scrape: " + line);
    }
    Map<String, String> labels = new LinkedHashMap<>();
    if (parts.group(2) != null) {
      Matcher label = LABEL.matcher(parts.group(2));
      int end = 0;
      while (label.find() && label.start() == end) {
        labels.put(label.group(1), unescaped(label.group(2)));
        end = label.end();
      }
      if (end != parts.group(2).length()) {
        throw new IllegalArgumentException("Not the labels of a sample: " + parts.group(2));
      }
    }
    return new Sample(parts.group(1), labels, number(parts.group(3)));
  }

  private static String unescaped(String value) {
    return ESCAPE
        .matcher(value)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(escape.group(1).equals("n") ? "\n" : escape.group(1)));
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /** The samples of a metric. */
  public List<Sample> of(String metric) {
    return samples.stream().filter(sample -> sample.name().equals(metric)).toList();
  }
}
