package io.hsicflow.model.conformance;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BatchNormOutput;
import io.hsicflow.model.backend.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.BitSet;

/**
 * A backend that notes, of every rectified output, which values are positive. A value within
 * rounding of zero may be so in double and not in float; the network is then in another linear
 * piece and its gradient is another one.
 */
final class RectifierSigns {
  private final Backend recording;
  private final BitSet positive = new BitSet();
  private int count;

  RectifierSigns(Backend backend) {
    recording =
        (Backend)
            Proxy.newProxyInstance(
                Backend.class.getClassLoader(),
                new Class<?>[] {Backend.class},
                (proxy, method, arguments) -> {
                  Object result;
                  try {
                    result = method.invoke(backend, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                  if (result instanceof BatchNormOutput output
                      && !arguments[4].equals(false)) { // rectified, or an addend
                    note(backend.read(output.output()));
                  } else if (method.getName().equals("normaliseAddRelu")) {
                    note(backend.read((Tensor) result));
                  }
                  return result;
                });
  }

  /** The backend to run a forward on. */
  Backend recording() {
    return recording;
  }

  private void note(double[] values) {
    for (double value : values) {
      positive.set(count++, value > 0);
    }
  }

  /** Values noted. */
  int count() {
    return count;
  }

  /** How many values are positive in one run only. */
  int differences(RectifierSigns other) {
    BitSet difference = (BitSet) positive.clone();
    difference.xor(other.positive);
    return difference.cardinality();
  }
}
