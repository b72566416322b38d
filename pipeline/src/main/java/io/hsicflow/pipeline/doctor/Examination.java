package io.hsicflow.pipeline.doctor;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Runs checks. One that throws is told as a sentence, one that hangs is left behind when its time
 * is up; whatever comes out is one line without secrets.
 */
public final class Examination {
  private final Duration timeOut;
  private final Function<Throwable, String> sentence;
  private final UnaryOperator<String> mask;

  /**
   * @param timeOut how long one check may take
   * @param sentence what to say of a failure
   * @param mask takes the secrets out of a text
   */
  public Examination(
      Duration timeOut, Function<Throwable, String> sentence, UnaryOperator<String> mask) {
    this.timeOut = timeOut;
    this.sentence = sentence;
    this.mask = mask;
  }

  /** What {@code check} says within its time. */
  public Diagnosis of(Check check) {
    Finding finding = find(check);
    return new Diagnosis(
        check.name(),
        new Finding(finding.grade(), oneLine(finding.found()), oneLine(finding.remedy())));
  }

  private Finding find(Check check) {
    FutureTask<Finding> task = new FutureTask<>(check::look);
    Thread thread = new Thread(task, "checking " + check.name());
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(timeOut.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      return Finding.wrong(sentence.apply(e.getCause()), "Mend this and run doctor again.");
    } catch (TimeoutException e) {
      task.cancel(true);
      return Finding.wrong(
          "It did not come to an end within " + timeOut.toMillis() + " ms and was given up.",
          "See what it waits for (a network, a mounted folder, a busy machine), or give it longer with --time-out.");
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      return Finding.wrong("It was interrupted.", "Run doctor again.");
    }
  }

  private String oneLine(String text) {
    return mask.apply(text).replaceAll("\\s*\\R\\s*", " ").strip();
  }
}
