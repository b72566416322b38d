package io.hsicflow.model.parity;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BatchNormOutput;
import io.hsicflow.model.backend.NormOperands;
import io.hsicflow.model.backend.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/**
 * What a batch norm with a rectifier behind it gave, with or without a shortcut added in between.
 */
final class RectifiedOutput {
  private final Backend backend;
  private final Tensor output;
  private final Tensor x;
  private final NormOperands operands;
  private final Tensor shortcut;

  private RectifiedOutput(Backend backend, Object[] arguments, Object result) {
    this.backend = backend;
    x = (Tensor) arguments[0];
    shortcut = arguments[arguments.length - 1] instanceof Tensor last ? last : null;
    if (result instanceof BatchNormOutput norm) {
      // Such a call is not given its statistics: x, epsilon, scale, shift.
      operands =
          new NormOperands(
              norm.mean(),
              norm.variance(),
              (Double) arguments[1],
              (Tensor) arguments[2],
              (Tensor) arguments[3]);
      output = norm.output();
    } else {
      operands = (NormOperands) arguments[1];
      output = (Tensor) result;
    }
  }

  /**
   * The same backend, which tells of every rectified output as soon as it is there. Whatever a
   * backend fuses stays fused: calls reach it as they are made.
   */
  static Backend watch(Backend backend, Consumer<RectifiedOutput> watcher) {
    return (Backend)
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
              if (rectifies(method.getName(), arguments)) {
                watcher.accept(new RectifiedOutput(backend, arguments, result));
              }
              return result;
            });
  }

  /** Forward calls: batch norms with a rectifier where asked for, or always where so named. */
  private static boolean rectifies(String call, Object[] arguments) {
    return switch (call) {
      case "normaliseAddRelu", "batchNormAddRelu" -> true;
      case "normalise", "batchNorm" -> Boolean.TRUE.equals(arguments[arguments.length - 1]);
      default -> false;
    };
  }

  /** The rectified values. */
  double[] values() {
    return backend.read(output);
  }

  /** Puts others in their place, for all that follows and for the backward. */
  void replace(double[] values) {
    backend.write(output, values);
  }

  /** The values before the rectifier, a shortcut's included. */
  double[] before() {
    Tensor normalised = backend.normalise(x, operands, false);
    double[] values = backend.read(normalised);
    normalised.close();
    if (shortcut != null) {
      double[] addend = backend.read(shortcut);
      for (int i = 0; i < values.length; i++) {
        values[i] += addend[i];
      }
    }
    return values;
  }
}
