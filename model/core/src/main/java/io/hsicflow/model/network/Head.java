package io.hsicflow.model.network;

import io.hsicflow.model.backend.Tensor;

/**
 * Projector or predictor: linear with bias, batch norm, rectifier, linear without bias
 * (docs/method.md section 2).
 */
public final class Head {
  private final Linear first;
  private final BatchNorm norm;
  private final Linear last;

  /**
   * Declares a head's parameters: {@code name.0} (linear), {@code name.1} (batch norm), {@code
   * name.3} (linear).
   *
   * @param name {@code projector} or {@code predictor}
   */
  public Head(ParameterLayout.Builder layout, String name, int in, int hidden, int out) {
    first = new Linear(name + ".0", in, hidden, true);
    first.declare(layout);
    norm = BatchNorm.declare(layout, name + ".1", hidden, false);
    last = new Linear(name + ".3", hidden, out, false);
    last.declare(layout);
  }

  /** [n, in] to [n, out]. */
  public Tensor forward(NetworkPass pass, Tensor x) {
    Tensor a = first.forward(pass, x);
    Tensor b = norm.forward(pass, a, true);
    pass.done(a);
    Tensor y = last.forward(pass, b);
    pass.done(b);
    return y;
  }

  /** The gradient of x [n, in] from that of the output [n, out], which is the caller's to free. */
  public Tensor backward(NetworkPass pass, Tensor dy) {
    Tensor db = last.backward(pass, dy, true);
    Tensor da = norm.backward(pass, db, true);
    db.close();
    Tensor dx = first.backward(pass, da, true);
    da.close();
    return dx;
  }
}
