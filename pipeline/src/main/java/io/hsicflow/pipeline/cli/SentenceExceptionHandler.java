package io.hsicflow.pipeline.cli;

import io.hsicflow.pipeline.UserException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Prints a failure as a sentence; the stack trace only with {@code --debug}. */
final class SentenceExceptionHandler implements IExecutionExceptionHandler {
  /** A failure from another class loader arrives as text: the name of its class, its message. */
  private static final Pattern NAMED =
      Pattern.compile("(?s)(?:[a-z_][\\w$]*\\.)+[A-Z][\\w$]*: (.+)");

  private final BooleanSupplier debug;

  SentenceExceptionHandler(BooleanSupplier debug) {
    this.debug = debug;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) {
    PrintWriter err = commandLine.getErr();
    err.println("hsicflow: " + sentence(failure));
    if (debug.getAsBoolean()) {
      failure.printStackTrace(err);
    } else if (!(failure instanceof UserException)) {
      err.println("hsicflow: --debug prints where it happened.");
    }
    err.flush();
    return Hsicflow.FAILED;
  }

  /**
   * What to tell of {@code failure}: the message of the first {@link UserException} among its
   * causes, else of the deepest that our own code threw as a sentence, else of the deepest, since
   * frameworks wrap the reason in layers that only say that something failed.
   */
  static String sentence(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable t = failure; t != null && !chain.contains(t); t = t.getCause()) {
      if (t instanceof UserException) {
        return t.getMessage();
      }
      chain.add(t);
    }
    for (int i = chain.size() - 1; i >= 0; i--) {
      if (isOwnSentence(chain.get(i))) {
        return chain.get(i).getMessage();
      }
    }
    Throwable deepest = chain.get(chain.size() - 1);
    String message = deepest.getMessage();
    if (message == null || message.isBlank()) {
      return "Failed with " + deepest.getClass().getName() + ", which gives no message.";
    }
    Matcher fromElsewhere = NAMED.matcher(message);
    if (fromElsewhere.matches()) {
      return fromElsewhere.group(1);
    }
    return isPlain(deepest) ? message : deepest.getClass().getSimpleName() + ": " + message;
  }

  private static boolean isOwnSentence(Throwable failure) {
    StackTraceElement[] stack = failure.getStackTrace();
    return isPlain(failure)
        && failure.getMessage() != null
        && stack.length > 0
        && stack[0].getClassName().startsWith("io.hsicflow.");
  }

  private static boolean isPlain(Throwable failure) {
    return failure instanceof IllegalArgumentException || failure instanceof IllegalStateException;
  }
}
