package io.hsicflow.operators.replay;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Function;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;

/** Counts how often images are read from state. */
final class CountedReads {

  private int images;

  /** How often an image was read. */
  int images() {
    return images;
  }

  /** The same state, whose reads are counted here. */
  KeyedStateStore counted(KeyedStateStore store) {
    return watched(
        KeyedStateStore.class,
        store,
        call ->
            call.result instanceof MapState<?, ?> map
                    && call.argument instanceof MapStateDescriptor<?, ?> of
                    && of.getName().equals("replay-images")
                ? countedGets(map)
                : call.result);
  }

  private MapState<?, ?> countedGets(MapState<?, ?> map) {
    return watched(
        MapState.class,
        map,
        call -> {
          images += call.method.equals("get") ? 1 : 0;
          return call.result;
        });
  }

  private record Call(String method, Object argument, Object result) {}

  private static <T> T watched(Class<T> type, T object, Function<Call, Object> answer) {
    return type.cast(
        Proxy.newProxyInstance(
            CountedReads.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return answer.apply(
                    new Call(
                        method.getName(),
                        arguments == null ? null : arguments[0],
                        method.invoke(object, arguments)));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
