package io.hsicflow.pipeline.run;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ctrl-C and the polite kill as a request instead of an end. The JVM's own answer would run all
 * shutdown hooks at once, Flink's among them, and leave nothing to take a savepoint with.
 */
public final class InterruptSignal {
  private static final List<String> SIGNALS = List.of("INT", "TERM");

  private InterruptSignal() {}

  /**
   * Calls {@code first} in a thread of its own at the first signal and {@code again} at every later
   * one.
   *
   * @throws IllegalStateException if this Java has no signals to offer
   */
  public static void onSignal(Runnable first, Runnable again) {
    AtomicInteger count = new AtomicInteger();
    Runnable answer =
        () -> {
          if (count.getAndIncrement() == 0) {
            new Thread(first, "stop-on-signal").start();
          } else {
            again.run();
          }
        };
    try {
      // Reached by name: the compiler warns of sun.misc, which every OpenJDK still exports.
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> answered(answer, self, method, arguments));
      for (String name : SIGNALS) {
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "This Java has no sun.misc.Signal, so Ctrl-C cannot take a savepoint; use an OpenJDK.",
          e);
    }
  }

  private static Object answered(Runnable answer, Object self, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "handle" -> {
        answer.run();
        yield null;
      }
      case "equals" -> self == arguments[0];
      case "hashCode" -> System.identityHashCode(self);
      default -> "hsicflow's answer to Ctrl-C";
    };
  }
}
