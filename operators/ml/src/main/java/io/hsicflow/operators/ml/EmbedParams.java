package io.hsicflow.operators.ml;

import io.hsicflow.operators.embedder.EmbedOptions;
import java.time.Duration;
import org.apache.flink.ml.param.Param;

/** Params of how images are embedded; see {@link EmbedOptions}. The snapshot is the model data. */
public interface EmbedParams<T> extends BackendParams<T> {

  /** How a picture is brought to the input's size. Option {@link EmbedOptions#PREPROCESS}. */
  Param<String> EMBED_PREPROCESS = OptionParam.of(String.class, () -> EmbedOptions.PREPROCESS);

  /** The most images of one pass. Option {@link EmbedOptions#BATCH}. */
  Param<Integer> EMBED_BATCH = OptionParam.of(() -> EmbedOptions.BATCH);

  /** How long an image waits for others. Option {@link EmbedOptions#FLUSH_AFTER}. */
  Param<Duration> EMBED_FLUSH_AFTER = OptionParam.of(() -> EmbedOptions.FLUSH_AFTER);

  /** Threads of the backend. Option {@link EmbedOptions#THREADS}. */
  Param<Integer> EMBED_THREADS = OptionParam.of(() -> EmbedOptions.THREADS);
}
