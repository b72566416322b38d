package io.hsicflow.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.pipeline.cli.Hsicflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParseResult;

/** No page names a command or an option of the command line that is not there. */
class NamedCommandsTest {

  @Test
  void theCommandLineKnowsEveryCallInThePages() {
    List<String> faults = new ArrayList<>();
    int calls = 0;
    for (Page page : Page.all()) {
      for (WrittenCommand command : WrittenCommand.of(page)) {
        calls++;
        command.examples().forEach(example -> faults.addAll(faults(command, example)));
      }
    }

    assertThat(calls).as("calls in the pages").isPositive();
    assertThat(faults).as("calls that the command line does not know").isEmpty();
  }

  /** What is missing is no fault: a sentence may name a command and leave its arguments out. */
  private static List<String> faults(WrittenCommand command, List<String> arguments) {
    CommandLine line = Hsicflow.commandLine();
    collectErrors(line);
    // Each command of a chain (evaluate, then knn) has errors of its own.
    return Stream.iterate(
            line.parseArgs(arguments.toArray(new String[0])),
            Objects::nonNull,
            ParseResult::subcommand)
        .flatMap(parsed -> parsed.errors().stream())
        .filter(error -> !(error instanceof MissingParameterException))
        .map(error -> command.page() + ": " + command.text() + ": " + error.getMessage())
        .toList();
  }

  private static void collectErrors(CommandLine line) {
    line.getCommandSpec().parser().collectErrors(true);
    line.getSubcommands().values().forEach(NamedCommandsTest::collectErrors);
  }
}
