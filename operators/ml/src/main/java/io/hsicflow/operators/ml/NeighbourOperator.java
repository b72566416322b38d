package io.hsicflow.operators.ml;

import io.hsicflow.model.metrics.NearestNeighbours;
import io.hsicflow.model.metrics.NeighbourVote;
import io.hsicflow.model.metrics.Vectors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.ml.linalg.DenseVector;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.types.Row;

/** Gathers a table and lets its labelled rows vote on the others at the end. */
final class NeighbourOperator extends AbstractStreamOperator<Row>
    implements OneInputStreamOperator<Row, Row>, BoundedOneInput {

  private static final long serialVersionUID = 1L;
  private static final Row NONE = Row.of((Object) null);

  private final int features;
  private final int label;
  private final int k;
  private final double temperature;
  private transient List<StreamRecord<Row>> labelled;
  private transient List<StreamRecord<Row>> unlabelled;
  private transient int dimension;

  NeighbourOperator(int features, int label, int k, double temperature) {
    this.features = features;
    this.label = label;
    this.k = k;
    this.temperature = temperature;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    FromTheBeginning.check(context, "A vote of neighbours");
    labelled = new ArrayList<>();
    unlabelled = new ArrayList<>();
  }

  @Override
  public void processElement(StreamRecord<Row> element) {
    StreamRecord<Row> row = element.copy(element.getValue());
    DenseVector vector = row.getValue().getFieldAs(features);
    if (vector == null) {
      emit(row, NONE);
      return;
    }
    if (dimension != 0 && vector.size() != dimension) {
      throw new IllegalArgumentException(
          "One row has "
              + dimension
              + " features and another "
              + vector.size()
              + "; embed all of them with one model.");
    }
    dimension = vector.size();
    (row.getValue().getField(label) == null ? unlabelled : labelled).add(row);
  }

  @Override
  public void endInput() {
    labelled.forEach(row -> emit(row, NONE));
    if (unlabelled.isEmpty()) {
      return;
    }
    if (labelled.isEmpty()) {
      throw new IllegalStateException(
          "None of the "
              + unlabelled.size()
              + " rows has a label, so that nobody can vote: give some rows their class.");
    }
    Map<String, Integer> classes = new LinkedHashMap<>();
    int[] bank = new int[labelled.size()];
    for (int i = 0; i < bank.length; i++) {
      String name = labelled.get(i).getValue().getFieldAs(label);
      classes.putIfAbsent(name, classes.size());
      bank[i] = classes.get(name);
    }
    List<String> names = List.copyOf(classes.keySet());
    int[] elected =
        new NeighbourVote(
                new NearestNeighbours(k, 1).byCosine(vectors(labelled), vectors(unlabelled)), bank)
            .weighted(k, temperature);
    for (int i = 0; i < elected.length; i++) {
      emit(unlabelled.get(i), Row.of(names.get(elected[i])));
    }
  }

  private Vectors vectors(List<StreamRecord<Row>> rows) {
    float[] values = new float[Math.multiplyExact(rows.size(), dimension)];
    for (int i = 0; i < rows.size(); i++) {
      DenseVector vector = rows.get(i).getValue().getFieldAs(features);
      for (int d = 0; d < dimension; d++) {
        values[i * dimension + d] = (float) vector.get(d);
      }
    }
    return new Vectors(values, dimension);
  }

  private void emit(StreamRecord<Row> row, Row prediction) {
    output.collect(row.copy(Row.join(row.getValue(), prediction)));
  }
}
