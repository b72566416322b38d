package io.hsicflow.pipeline.evaluate;

import io.hsicflow.model.json.JsonException;
import io.hsicflow.model.json.JsonReader;
import io.hsicflow.model.json.JsonWriter;
import io.hsicflow.model.learner.SupervisedTraining;
import io.hsicflow.model.snapshot.Safetensors;
import io.hsicflow.model.snapshot.SafetensorsException;
import io.hsicflow.operators.clock.Clock;
import io.hsicflow.pipeline.UserException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How far a training is, in a safetensors file that a later run with the same settings and data
 * goes on from, to the same figures on one backend with one number of threads. The file is replaced
 * as a whole or not at all.
 */
final class WorkFile {
  private static final String SETTINGS = "settings";
  private static final long MAX_BYTES = 16L << 30;
  private static final long NANOS_BETWEEN = 30_000_000_000L;

  private final Path file;
  private final Map<String, Object> settings;
  private final Clock clock;
  private long saved;

  /**
   * @param settings all that the training's result depends on, as JSON has it
   */
  WorkFile(Path file, Map<String, Object> settings, Clock clock) {
    this.file = file.toAbsolutePath();
    this.settings = JsonReader.parseObject(JsonWriter.write(settings));
    this.clock = clock;
    saved = clock.nanos();
  }

  /**
   * Takes a training to where the file left it; does nothing where there is no file.
   *
   * @throws UserException where it is of other settings, or no such file
   */
  void restore(SupervisedTraining training) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      Safetensors state = Safetensors.read(in, MAX_BYTES);
      requireOurs(state.metadata().getOrDefault(SETTINGS, "{}"));
      training.restore(state);
    } catch (NoSuchFileException e) {
      return;
    } catch (SafetensorsException | JsonException | IllegalArgumentException e) {
      throw new UserException(
          "%s is no work file of this command. %s Delete it, or name another place by --work."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private void requireOurs(String theirs) {
    Map<String, Object> then = JsonReader.parseObject(theirs);
    Map<String, Object> names = new TreeMap<>(settings);
    names.putAll(then);
    for (String name : names.keySet()) {
      if (!Objects.equals(then.get(name), settings.get(name))) {
        throw new UserException(
            "%s is the work of another training: %s was %s, and is %s now. Run the command as it was, delete the file to start anew, or name another place by --work."
                .formatted(file, name, then.get(name), settings.get(name)));
      }
    }
  }

  /** Saves the training where the last time is long ago. */
  void saveIfDue(SupervisedTraining training) throws IOException {
    if (clock.nanos() - saved >= NANOS_BETWEEN) {
      save(training);
    }
  }

  /**
   * Saves the training, through a file of this process alone: another run of the same command
   * replaces it as a whole, too.
   */
  void save(SupervisedTraining training) throws IOException {
    Path aside =
        file.resolveSibling(
            "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      write(training, aside);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException e) {
      deleteAfter(e, aside);
      throw e;
    }
    saved = clock.nanos();
  }

  private static void deleteAfter(Exception failure, Path aside) {
    try {
      Files.deleteIfExists(aside);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private void write(SupervisedTraining training, Path aside) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            aside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
      new Safetensors(training.state(), Map.of(SETTINGS, JsonWriter.write(settings))).write(out);
      out.flush();
      channel.force(true);
    }
  }

  /** Removes the file, once nothing will go on from it. */
  void delete() throws IOException {
    Files.deleteIfExists(file);
  }
}
