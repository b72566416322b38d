package io.hsicflow.pipeline.evaluate;

import io.hsicflow.model.learner.PretrainedEncoder;
import io.hsicflow.model.network.Normalisation;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.export.NamedSnapshot;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.flink.configuration.Configuration;

/**
 * The encoder that is evaluated.
 *
 * @param name what it was named by
 * @param snapshot its weights, all finite
 */
public record EvaluatedEncoder(String name, EncoderSnapshot snapshot) {

  /** Refuses weights that embed nothing. */
  public EvaluatedEncoder {
    if (!snapshot.isFinite()) {
      throw new UserException(
          "The encoder " + name + " has weights that are not finite numbers: evaluate another.");
    }
  }

  /**
   * A snapshot of a job.
   *
   * @param settings complete ones, that say where the job keeps its snapshots
   * @param named {@code newest}, {@code released}, a digest or a file
   * @throws UserException with a sentence, where there is no such snapshot
   */
  public static EvaluatedEncoder ofSnapshot(Configuration settings, String named)
      throws IOException {
    return new EvaluatedEncoder(named, NamedSnapshot.of(settings, named).read());
  }

  /**
   * A ResNet in torchvision's names; its input is normalised as {@code learner.mean} and {@code
   * learner.deviation} say.
   *
   * @param inputSize side of its input in pixels; empty for what its stem is usual for
   * @throws UserException with a sentence, where it cannot be read or cannot embed
   */
  public static EvaluatedEncoder ofWeights(
      Configuration settings, Path file, OptionalInt inputSize) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return new EvaluatedEncoder(
          file.toString(),
          PretrainedEncoder.readSnapshot(
              in,
              file.getFileName().toString(),
              inputSize,
              new Normalisation(
                  settings.get(LearnerOptions.MEAN), settings.get(LearnerOptions.DEVIATION))));
    } catch (NoSuchFileException e) {
      throw new UserException("There is no file " + file + ": --weights names one.", e);
    } catch (IOException | IllegalArgumentException e) {
      throw new UserException("--weights " + file + " cannot be evaluated. " + e.getMessage(), e);
    }
  }

  /** For programs. */
  Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", name);
    object.put("digest", snapshot.digest());
    object.put("step", snapshot.metadata().step());
    object.put("images", snapshot.metadata().images());
    object.put("depth", snapshot.metadata().depth());
    object.put("width", snapshot.metadata().width());
    object.put("stem", snapshot.metadata().stem().text());
    object.put("input_size", snapshot.metadata().inputSize());
    return object;
  }
}
