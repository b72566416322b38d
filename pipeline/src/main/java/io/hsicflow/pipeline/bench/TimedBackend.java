package io.hsicflow.pipeline.bench;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.NormOperands;
import io.hsicflow.model.backend.Tensor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A backend's double that does what the backend does and books the time of every operation. It
 * starts without booking and remembers views until {@link #begin}: those of a learner's parameters,
 * which are made with the learner and tell an operation's layer.
 *
 * <p>From the normalisation of the hiddens to its gradient a step is in its loss, and all
 * operations count as that; what lies between them on the caller's lane, such as drawing the
 * features, does too.
 */
final class TimedBackend implements InvocationHandler {
  private final Backend backend;
  private final Thread caller = Thread.currentThread();
  private final Map<Tensor, Long> offsets = Collections.synchronizedMap(new IdentityHashMap<>());
  private volatile OperationBook book;
  private volatile boolean inLoss;
  private volatile boolean sawConvolution;
  private long lossStart;

  TimedBackend(Backend backend) {
    this.backend = backend;
  }

  /** What a learner is to be given in place of the backend; used by the thread that made this. */
  Backend asBackend() {
    return (Backend)
        Proxy.newProxyInstance(
            Backend.class.getClassLoader(), new Class<?>[] {Backend.class}, this);
  }

  /** Books from now on. */
  void begin(OperationBook into) {
    book = into;
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    String name = method.getName();
    OperationBook into = book;
    if (into == null) {
      Object result = call(method, arguments);
      if (name.equals("view")) {
        offsets.put((Tensor) result, (Long) arguments[1]);
      }
      return result;
    }
    if (name.equals("sideBySide") && !inLoss) {
      return sideBySide(into, method, arguments);
    }
    Optional<OperationKind> kind = OperationKind.of(name);
    return kind.isEmpty()
        ? call(method, arguments)
        : timed(into, kind.get(), name, method, arguments);
  }

  private Object sideBySide(OperationBook into, Method method, Object[] arguments)
      throws Throwable {
    sawConvolution = false;
    long start = System.nanoTime();
    Object result = call(method, arguments);
    if (sawConvolution) {
      into.addNetworks(System.nanoTime() - start);
    }
    return result;
  }

  private Object timed(
      OperationBook into, OperationKind kind, String name, Method method, Object[] arguments)
      throws Throwable {
    long start = System.nanoTime();
    if (name.equals("normaliseRows")) {
      inLoss = true;
      lossStart = start;
    }
    boolean ofLoss = inLoss;
    Object result = call(method, arguments);
    long end = System.nanoTime();
    sawConvolution |= name.equals("convolution") || name.equals("convolutionGradient");
    double operations = Operations.of(name, arguments, result);
    String place = ofLoss || kind == OperationKind.UPDATES ? name : place(name, arguments);
    OperationKind counted = ofLoss ? OperationKind.LOSS : kind;
    into.addPlace(place, counted, end - start, operations);
    if (!ofLoss || Thread.currentThread() != caller) {
      into.addLaneTime(counted, end - start);
    } else if (name.equals("normaliseRowsGradient")) {
      into.addLaneTime(OperationKind.LOSS, end - lossStart);
      inLoss = false;
    }
    return result;
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(backend, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** The offset of the first parameter among the arguments, else the operation's own name. */
  private String place(String name, Object[] arguments) {
    for (Object argument : arguments) {
      Object parameter = argument instanceof NormOperands norm ? norm.scale() : argument;
      Long offset = parameter instanceof Tensor tensor ? offsets.get(tensor) : null;
      if (offset != null) {
        return book.layer(offset);
      }
    }
    return name;
  }
}
