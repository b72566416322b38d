package io.hsicflow.operators.replay;

import io.hsicflow.schemas.record.SourceImage;
import java.lang.reflect.Proxy;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/** Keyed state of one key in memory, without a backend, for tests that open many. */
final class MemoryState {

  private final Map<String, Maps<?, ?>> maps = new TreeMap<>();
  private final Map<String, Value<?>> values = new TreeMap<>();

  /** The store, as an operator is given it. */
  KeyedStateStore store() {
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
              throw new UnsupportedOperationException(method.toString());
            });
  }

  /** The images that are held. */
  List<SourceImage> images() {
    return maps.get("replay-images").entries.values().stream()
        .map(SourceImage.class::cast)
        .toList();
  }

  /** How often an image was read. */
  int imagesRead() {
    return maps.get("replay-images").gets;
  }

  private static final class Maps<K, V> implements MapState<K, V> {
    private final Map<K, V> entries = new TreeMap<>();
    private int gets;

    @Override
    public V get(K key) {
      gets++;
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
