package io.hsicflow.operators.replay;

import java.lang.reflect.Proxy;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/** Keyed state of one key in memory, without a backend; it has maps and values alone. */
final class MemoryState {

  private final Map<String, Maps<?, ?>> maps = new TreeMap<>();
  private final Map<String, Value<?>> values = new TreeMap<>();

  /** The store, as an operator is given it. */
  KeyedStateStore store() {
    // Nine kinds of state that replay does not ask for would be nine methods that throw.
    return (KeyedStateStore)
        Proxy.newProxyInstance(
            MemoryState.class.getClassLoader(),
            new Class<?>[] {KeyedStateStore.class},
            (proxy, method, arguments) -> {
              if (arguments[0] instanceof MapStateDescriptor<?, ?> map) {
                return maps.computeIfAbsent(map.getName(), name -> new Maps<>());
              }
              if (arguments[0] instanceof ValueStateDescriptor<?> value) {
                return values.computeIfAbsent(value.getName(), name -> new Value<>());
              }
              throw new UnsupportedOperationException(
                  "State in memory has maps and values alone, and no answer to " + method + ".");
            });
  }

  private static final class Maps<K, V> implements MapState<K, V> {
    private final Map<K, V> entries = new TreeMap<>();

    @Override
    public V get(K key) {
      return entries.get(key);
    }

    @Override
    public void put(K key, V value) {
      entries.put(key, value);
    }

    @Override
    public void putAll(Map<K, V> more) {
      entries.putAll(more);
    }

    @Override
    public void remove(K key) {
      entries.remove(key);
    }

    @Override
    public boolean contains(K key) {
      return entries.containsKey(key);
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() {
      return entries.entrySet();
    }

    @Override
    public Iterable<K> keys() {
      return entries.keySet();
    }

    @Override
    public Iterable<V> values() {
      return entries.values();
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
      return entries.entrySet().iterator();
    }

    @Override
    public boolean isEmpty() {
      return entries.isEmpty();
    }

    @Override
    public void clear() {
      entries.clear();
    }
  }

  private static final class Value<T> implements ValueState<T> {
    private T value;

    @Override
    public T value() {
      return value;
    }

    @Override
    public void update(T to) {
      value = to;
    }

    @Override
    public void clear() {
      value = null;
    }
  }
}
