package io.hsicflow.pipeline.config;

import io.hsicflow.pipeline.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts what lies outside into the values of settings: {@code ${env:NAME}} stands for an environment
 * variable, {@code ${file:PATH}} for the text of a file without the line end that closes it. What
 * comes so counts as a secret, whatever its key is called.
 */
final class References {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");

  /** A certificate chain fits many times. */
  private static final long MOST_BYTES = 1 << 20;

  private final Map<String, String> environment;
  private final List<String> keys = new ArrayList<>();

  References(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * {@code value} with its references replaced; no text that came so is looked at again.
   *
   * @throws UserException for what is not there, naming the key
   */
  String resolve(String key, String value) {
    Matcher reference = REFERENCE.matcher(value);
    if (!reference.find()) {
      return value;
    }
    keys.add(key);
    return reference.replaceAll(
        found ->
            Matcher.quoteReplacement(
                found.group(1).equals("env")
                    ? variable(key, found.group(2))
                    : file(key, found.group(2))));
  }

  /** The keys whose values had references. */
  List<String> keys() {
    return List.copyOf(keys);
  }

  private String variable(String key, String name) {
    String value = environment.get(name);
    if (value == null) {
      throw new UserException(
          "The value of "
              + key
              + " is to come from the environment variable "
              + name
              + ", which is not set: set it where hsicflow is started.");
    }
    return value;
  }

  private static String file(String key, String path) {
    Path file = Path.of(path);
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new UserException(
            "The value of "
                + key
                + " is to come from the file "
                + file
                + ", which has "
                + Files.size(file)
                + " bytes; a value has at most "
                + MOST_BYTES
                + ".");
      }
      return Files.readString(file, StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
    } catch (IOException e) {
      throw new UserException(
          "The value of "
              + key
              + " is to come from the file "
              + file
              + ", which cannot be read as UTF-8 text ("
              + e.getClass().getSimpleName()
              + "): give the path of one that this user may read.",
          e);
    }
  }
}
