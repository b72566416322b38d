package io.hsicflow.tests.sql;

import io.hsicflow.tests.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The SQL that users get: the files of tables, and the pieces of docs/sql.md. */
public final class ShippedSql {
  private static final Path FOLDER = Checkout.root().resolve("connectors/src/main/sql");
  private static final Path PAGE = Checkout.root().resolve("docs/sql.md");
  private static final String BROKERS = "localhost:9092";

  private ShippedSql() {}

  /** The statements of a file, for other brokers than the file's. */
  public static List<String> statements(String file, String brokers) throws IOException {
    String text = Files.readString(FOLDER.resolve(file));
    if (!text.contains("'" + BROKERS + "'")) {
      throw new IllegalArgumentException(file + " does not name the brokers " + BROKERS + ".");
    }
    return Arrays.stream(text.replace(BROKERS, brokers).split(";\\s*\\n"))
        .filter(statement -> !statement.isBlank())
        .toList();
  }

  /**
   * A piece of the page, without its semicolon.
   *
   * @throws IllegalArgumentException if the page has no piece of that name
   */
  public static String piece(String name) throws IOException {
    Matcher matcher =
        Pattern.compile(
                "<!-- tested: " + Pattern.quote(name) + " -->\\n```sql\\n(.*?);\\s*```",
                Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    if (!matcher.find()) {
      throw new IllegalArgumentException(
          "docs/sql.md has no SQL below a comment <!-- tested: " + name + " -->.");
    }
    return matcher.group(1);
  }
}
