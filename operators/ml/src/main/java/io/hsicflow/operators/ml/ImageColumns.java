package io.hsicflow.operators.ml;

import org.apache.flink.ml.param.Param;
import org.apache.flink.ml.param.ParamValidators;
import org.apache.flink.ml.param.StringParam;
import org.apache.flink.ml.param.WithParams;

/** Params of the columns that images come from, named as Flink ML's own stages name theirs. */
public interface ImageColumns<T> extends WithParams<T> {

  /** Raises an error at a row that cannot be embedded. */
  String ERROR_INVALID = "error";

  /** Leaves out such rows. */
  String SKIP_INVALID = "skip";

  /** Lets them through without an embedding. */
  String KEEP_INVALID = "keep";

  /** The column of images. */
  Param<String> INPUT_COL =
      new StringParam(
          "inputCol",
          "Input column name: of images as the bytes of their files, JPEG or PNG for example.",
          "input",
          ParamValidators.notNull());

  /** The column of names. */
  Param<String> ID_COL =
      new StringParam(
          "idCol",
          "Name of a column of text that names an image in messages; null for none.",
          null);

  /** What becomes of a row whose image is not let in. */
  Param<String> HANDLE_INVALID =
      new StringParam(
          "handleInvalid",
          "What becomes of a row whose image the gate refuses: error, skip (it is left out), or keep (it goes through"
              + " without an embedding; a training leaves it out). The last two are counted and logged.",
          ERROR_INVALID,
          ParamValidators.inArray(ERROR_INVALID, SKIP_INVALID, KEEP_INVALID));

  /** The column of images. */
  default String getInputCol() {
    return get(INPUT_COL);
  }

  /** Sets the column of images. */
  default T setInputCol(String value) {
    return set(INPUT_COL, value);
  }

  /** The column of names, or null. */
  default String getIdCol() {
    return get(ID_COL);
  }

  /** Sets the column of names. */
  default T setIdCol(String value) {
    return set(ID_COL, value);
  }

  /** What becomes of a row whose image is not let in. */
  default String getHandleInvalid() {
    return get(HANDLE_INVALID);
  }

  /** Sets what becomes of a row whose image is not let in. */
  default T setHandleInvalid(String value) {
    return set(HANDLE_INVALID, value);
  }
}
