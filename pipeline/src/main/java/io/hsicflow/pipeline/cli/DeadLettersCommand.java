package io.hsicflow.pipeline.cli;

import io.hsicflow.connectors.deadletter.DeadLetters;
import io.hsicflow.connectors.deadletter.LetterList;
import io.hsicflow.connectors.deadletter.Redrive;
import io.hsicflow.connectors.deadletter.RedriveChoice;
import io.hsicflow.connectors.deadletter.RedriveReport;
import io.hsicflow.connectors.deadletter.StoredLetter;
import io.hsicflow.connectors.kafka.RecordPlace;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.config.ConfigArguments;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what the gate rejected, and publishes it again. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    description = "Lists rejected records, shows one, or publishes them again.")
final class DeadLettersCommand implements Runnable {
  /** The topic may hold any number of records that somebody else wrote. */
  private static final int MOST_NAMED = 20;

  @Spec private CommandSpec spec;

  DeadLettersCommand() {}

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Say what to do with the dead letters: list, show or redrive.");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description =
          "Prints a line for each letter: where the rejected record stands, when it was rejected, why, its"
              + " size, and whether it was published again.")
  int list(
      @Mixin ConfigArguments settings,
      @Mixin LetterFilterArguments filter,
      @Mixin PrintedForm form) {
    LetterList letters = new DeadLetters(settings.load()).list(filter.filter());
    form.print(
        spec.commandLine().getOut(),
        () -> {
          Map<String, Object> object = new LinkedHashMap<>();
          object.put("letters", letters.entries().stream().map(LetterText::object).toList());
          object.put("unreadable", letters.unreadable().size());
          return object;
        },
        () ->
            LetterText.table(letters.entries())
                + letters.entries().size()
                + " dead letters."
                + (letters.unreadable().isEmpty() ? "" : " " + unreadable(letters.unreadable()))
                + System.lineSeparator());
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Prints all that a letter says; with --out its original goes to a file.")
  int show(
      @Mixin ConfigArguments settings,
      @Parameters(
              paramLabel = "ORIGINAL",
              description =
                  "The rejected record as list prints it, images-0-17; of several letters of it the newest.")
          String original,
      @Option(
              names = "--out",
              paramLabel = "FILE",
              description = "Write the original value's bytes to this new file.")
          Path out,
      @Mixin PrintedForm form)
      throws IOException {
    StoredLetter letter = new DeadLetters(settings.load()).find(RecordPlace.parse(original));
    String sha256 = letter.letter().getValueSha256();
    if (out != null) {
      write(letter, out);
    }
    form.print(
        spec.commandLine().getOut(),
        () -> {
          Map<String, Object> object = LetterText.object(letter.entry());
          object.put("value_sha256", sha256);
          return object;
        },
        () -> LetterText.page(letter.entry(), sha256));
    return 0;
  }

  private static void write(StoredLetter letter, Path out) throws IOException {
    byte[] value = letter.originalValue();
    if (value == null) {
      throw new UserException(
          "There is nothing to write to "
              + out
              + ": the original value of "
              + letter.entry().original()
              + (letter.entry().valueSize() < 0
                  ? " is null."
                  : " has "
                      + letter.entry().valueSize()
                      + " bytes and was not kept; dead-letters.max-bytes says how much is."));
    }
    try {
      Files.write(out, value, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw new UserException("The file " + out + " is there already; name a new one.", e);
    }
  }

  @Command(
      name = "redrive",
      mixinStandardHelpOptions = true,
      description = {
        "Publishes the originals of dead letters to their topics again, in the partition that they came from, marked by"
            + " the header hsicflow-redriven-from, each once: what was redriven before is left out.",
        "It publishes to the topics that the job reads (images.topics or images.topic-pattern, embed.topics) and to those"
            + " of --topic. Originals of other topics are named and left out, and so are letters that name no place a record"
            + " can have: others may write to the topic of the dead letters.",
        "It goes into one transaction with a note in the topic of the dead letters (a record without value), so that it can be"
            + " stopped and begun again at any time."
      })
  int redrive(
      @Mixin ConfigArguments settings,
      @Mixin LetterFilterArguments filter,
      @Option(
              names = "--topic",
              paramLabel = "NAME",
              split = ",",
              description =
                  "Publish to this topic too, which the job does not read. May be repeated.")
          Set<String> topics,
      @Option(names = "--dry-run", description = "Only print what would be published.")
          boolean dryRun) {
    Configuration configuration = settings.load();
    PrintWriter out = spec.commandLine().getOut();
    Redrive redrive = new Redrive(configuration, topics == null ? Set.of() : topics);
    if (dryRun) {
      RedriveChoice choice = redrive.plan(filter.filter());
      out.print(LetterText.table(choice.letters()));
      out.println(choice.letters().size() + " records would be published again.");
      leftOut(out, choice);
    } else {
      RedriveReport report = redrive.run(filter.filter(), published -> {});
      out.println(report.published() + " records were published again.");
      leftOut(out, report.choice());
      each(
          out,
          report.tooLarge(),
          " is larger, with its mark, than its topic or kafka.max.request.size takes; raise both and"
              + " redrive again.");
      if (report.gone() > 0) {
        out.println(report.gone() + " letters went with the topic's retention meanwhile.");
      }
    }
    out.flush();
    return 0;
  }

  private static void leftOut(PrintWriter out, RedriveChoice choice) {
    if (choice.redrivenBefore() > 0) {
      out.println(choice.redrivenBefore() + " letters were redriven before.");
    }
    if (choice.repeated() > 0) {
      out.println(choice.repeated() + " are further letters of the same records.");
    }
    each(
        out,
        choice.ofOtherTopics(),
        " is of a topic that the job does not read and was left out; if it belongs there, name the"
            + " topic with --topic.");
    each(
        out,
        choice.notKept(),
        " was too large to be kept (dead-letters.max-bytes) and cannot be published again.");
    if (!choice.unreadable().isEmpty()) {
      out.println(unreadable(choice.unreadable()));
    }
  }

  private static void each(PrintWriter out, List<RecordPlace> places, String sentence) {
    places.forEach(place -> out.println(LetterText.clean(place.toString()) + sentence));
  }

  private static String unreadable(List<RecordPlace> places) {
    return places.size()
        + " records of the topic are no dead letters: "
        + places.stream()
            .limit(MOST_NAMED)
            .map(place -> LetterText.clean(place.toString()))
            .collect(Collectors.joining(", "))
        + (places.size() > MOST_NAMED ? ", ..." : ".");
  }
}
