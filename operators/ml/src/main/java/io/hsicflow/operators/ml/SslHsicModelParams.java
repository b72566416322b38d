package io.hsicflow.operators.ml;

import org.apache.flink.ml.param.Param;
import org.apache.flink.ml.param.ParamValidators;
import org.apache.flink.ml.param.StringParam;

/** Params of {@link SslHsicModel}. */
public interface SslHsicModelParams<T> extends ImageColumns<T>, GateParams<T>, EmbedParams<T> {

  /** The column of embeddings. */
  Param<String> OUTPUT_COL =
      new StringParam(
          "outputCol",
          "Output column name: of embeddings, not normalised.",
          "output",
          ParamValidators.notNull());

  /** The column of versions. */
  Param<String> MODEL_VERSION_COL =
      new StringParam(
          "modelVersionCol",
          "The name of the column of the version of the model data that embedded a row: the training step of the"
              + " snapshot. Null for none.",
          "version");

  /** The column of embeddings. */
  default String getOutputCol() {
    return get(OUTPUT_COL);
  }

  /** Sets the column of embeddings. */
  default T setOutputCol(String value) {
    return set(OUTPUT_COL, value);
  }

  /** The column of versions, or null. */
  default String getModelVersionCol() {
    return get(MODEL_VERSION_COL);
  }

  /** Sets the column of versions. */
  default T setModelVersionCol(String value) {
    return set(MODEL_VERSION_COL, value);
  }
}
