package io.hsicflow.operators.ml;

import io.hsicflow.operators.evaluator.EvaluationOptions;
import org.apache.flink.ml.param.Param;
import org.apache.flink.ml.param.ParamValidators;
import org.apache.flink.ml.param.StringParam;
import org.apache.flink.ml.param.WithParams;

/** Params of {@link NearestNeighbours}. */
public interface NeighbourParams<T> extends WithParams<T> {

  /** The column of embeddings. */
  Param<String> FEATURES_COL =
      new StringParam(
          "featuresCol",
          "Features column name: of embeddings, as dense vectors.",
          "features",
          ParamValidators.notNull());

  /** The column of classes. */
  Param<String> LABEL_COL =
      new StringParam(
          "labelCol",
          "Label column name: of text, null in the rows that are to be classified.",
          "label",
          ParamValidators.notNull());

  /** The column of predicted classes. */
  Param<String> PREDICTION_COL =
      new StringParam(
          "predictionCol",
          "Prediction column name: of text, null in the rows that have a label, and in those without features.",
          "prediction",
          ParamValidators.notNull());

  /** Neighbours that vote. Option {@link EvaluationOptions#K}. */
  Param<Integer> K = OptionParam.of(() -> EvaluationOptions.K);

  /** The weight of near neighbours. Option {@link EvaluationOptions#TEMPERATURE}. */
  Param<Double> TEMPERATURE = OptionParam.of(() -> EvaluationOptions.TEMPERATURE);

  /** The column of embeddings. */
  default String getFeaturesCol() {
    return get(FEATURES_COL);
  }

  /** Sets the column of embeddings. */
  default T setFeaturesCol(String value) {
    return set(FEATURES_COL, value);
  }

  /** The column of classes. */
  default String getLabelCol() {
    return get(LABEL_COL);
  }

  /** Sets the column of classes. */
  default T setLabelCol(String value) {
    return set(LABEL_COL, value);
  }

  /** The column of predicted classes. */
  default String getPredictionCol() {
    return get(PREDICTION_COL);
  }

  /** Sets the column of predicted classes. */
  default T setPredictionCol(String value) {
    return set(PREDICTION_COL, value);
  }
}
