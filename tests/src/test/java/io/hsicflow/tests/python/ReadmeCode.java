package io.hsicflow.tests.python;

import io.hsicflow.tests.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pieces of Python in the README, by the name in the comment above each. */
final class ReadmeCode {
  private ReadmeCode() {}

  /**
   * One piece.
   *
   * @throws IllegalArgumentException if the README has no piece of that name
   */
  static String piece(String name) throws IOException {
    Matcher matcher =
        Pattern.compile(
                "<!-- tested: " + Pattern.quote(name) + " -->\\n```python\\n(.*?)```",
                Pattern.DOTALL)
            .matcher(Files.readString(Checkout.root().resolve("README.md")));
    if (!matcher.find()) {
      throw new IllegalArgumentException(
          "README.md has no Python below a comment <!-- tested: " + name + " -->.");
    }
    return matcher.group(1);
  }
}
