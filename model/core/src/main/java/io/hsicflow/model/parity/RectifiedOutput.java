package io.hsicflow.model.parity;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.BatchNormOutput;
import io.hsicflow.model.backend.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a batch norm with a rectifier behind it gave, with or without a shortcut added in between.
 */
final class RectifiedOutput {
  private final Backend backend;
  private final Tensor output;
  private final List<Tensor> tensors;
  private final double epsilon;

  private RectifiedOutput(Backend backend, Object[] arguments, Object result) {
    this.backend = backend;
    tensors =
        new ArrayList<>(
            Arrays.stream(arguments)
                .filter(Tensor.class::isInstance)
                .map(Tensor.class::cast)
                .toList());
    if (result instanceof BatchNormOutput norm) {
      // Such a call was not given its statistics, x is its first tensor.
      tensors.addAll(1, List.of(norm.mean(), norm.variance()));
      output = norm.output();
    } else {
      output = (Tensor) result;
    }
    epsilon =
        Arrays.stream(arguments)
            .filter(Double.class::isInstance)
            .mapToDouble(Double.class::cast)
            .findFirst()
            .orElseThrow();
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

  /** The values before the rectifier: x, mean, variance, scale, shift, and perhaps a shortcut. */
  double[] before() {
    Tensor normalised =
        backend.normalise(
            tensors.get(0),
            tensors.get(1),
            tensors.get(2),
            epsilon,
            tensors.get(3),
            tensors.get(4),
            false);
    double[] values = backend.read(normalised);
    normalised.close();
    if (tensors.size() > 5) {
      double[] shortcut = backend.read(tensors.get(5));
      for (int i = 0; i < values.length; i++) {
        values[i] += shortcut[i];
      }
    }
    return values;
  }
}
