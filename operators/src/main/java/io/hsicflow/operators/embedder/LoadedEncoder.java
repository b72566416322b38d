package io.hsicflow.operators.embedder;

import io.hsicflow.model.augment.Preprocess;
import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.learner.Encoder;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import java.util.Locale;

/**
 * A snapshot's encoder, ready to embed.
 *
 * @param step the training steps behind the snapshot
 * @param digest its SHA-256, 64 hexadecimal digits
 * @param preprocess how pictures are brought to its input
 */
public record LoadedEncoder(Encoder encoder, long step, String digest, Preprocess.Kind preprocess)
    implements AutoCloseable {

  /**
   * @param asked the preprocessing that stands instead of the snapshot's, or null
   * @throws IllegalArgumentException where the snapshot's metadata and tensors do not fit
   */
  public static LoadedEncoder load(Backend backend, EncoderSnapshot snapshot, String asked) {
    Preprocess.Kind kind = kindOf(asked == null ? snapshot.metadata().preprocessing() : asked);
    return new LoadedEncoder(
        Encoder.load(backend, snapshot), snapshot.metadata().step(), snapshot.digest(), kind);
  }

  /**
   * The preprocessing of that name, {@code whole} or {@code centre-crop}.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static Preprocess.Kind kindOf(String name) {
    for (Preprocess.Kind kind : Preprocess.Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "The preprocessing '"
            + name
            + "' is neither whole nor centre-crop: set embed.preprocess to one of them.");
  }

  @Override
  public void close() {
    encoder.close();
  }
}
