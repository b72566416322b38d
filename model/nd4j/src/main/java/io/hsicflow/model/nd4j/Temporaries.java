package io.hsicflow.model.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays that live as long as one primitive runs: ND4J frees them here, not the collector. */
final class Temporaries implements AutoCloseable {
  private final List<INDArray> arrays = new ArrayList<>();

  /** Takes an array that an operation made and that shares its memory with no other. */
  INDArray keep(INDArray made) {
    arrays.add(made);
    return made;
  }

  /** A copy. */
  INDArray copy(INDArray x) {
    return keep(x.dup('c'));
  }

  /** A copy in double, for sums. */
  INDArray wide(INDArray x) {
    return x.dataType() == DataType.DOUBLE ? copy(x) : keep(x.castTo(DataType.DOUBLE));
  }

  /** A copy in the type of another. */
  INDArray like(INDArray x, INDArray other) {
    return x.dataType() == other.dataType() ? copy(x) : keep(x.castTo(other.dataType()));
  }

  /** An array of the same shape and type, row-major, whose content is undefined. */
  INDArray blank(INDArray x) {
    return keep(Nd4j.createUninitialized(x.dataType(), x.shape(), 'c'));
  }

  @Override
  public void close() {
    arrays.forEach(INDArray::close);
    arrays.clear();
  }
}
