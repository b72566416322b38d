package io.hsicflow.tests.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.annotations.SerializedName;
import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.custom.Quantity;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * JSON Schema out of the classes that the official Java client has for Kubernetes' own kinds. They
 * are generated from Kubernetes' OpenAPI: each has a field for every one of the kind, and a set of
 * those that are required. Closed: other fields are errors.
 */
final class ModelSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Numbers with a suffix, in Kubernetes' own words. */
  private static final String QUANTITY =
      "^[+-]?([0-9]+|[0-9]+\\.[0-9]*|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$";

  private static final Map<Class<?>, String> PLAIN =
      Map.of(
          String.class, "string",
          Boolean.class, "boolean",
          Integer.class, "integer",
          Long.class, "integer",
          Double.class, "number",
          OffsetDateTime.class, "string",
          byte[].class, "string");

  private ModelSchema() {}

  /** The schema of an object that {@code model} stands for. */
  static ObjectNode of(Class<?> model) {
    return of(model, new LinkedHashSet<>());
  }

  private static ObjectNode of(Class<?> model, Set<Class<?>> above) {
    if (!above.add(model)) {
      throw new IllegalStateException(
          model.getName() + " holds itself, which this schema has no way to say: " + above);
    }
    ObjectNode schema = JSON.objectNode().put("type", "object").put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    for (Field field : model.getDeclaredFields()) {
      SerializedName name = field.getAnnotation(SerializedName.class);
      if (name != null) {
        properties.set(name.value(), ofType(field.getGenericType(), above));
      }
    }
    if (properties.isEmpty()) {
      throw new IllegalStateException(model.getName() + " has no field with a serialized name.");
    }
    required(model).forEach(schema.withArrayProperty("required")::add);
    above.remove(model);
    return schema;
  }

  private static JsonNode ofType(Type type, Set<Class<?>> above) {
    ObjectNode schema = JSON.objectNode();
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      JsonNode inner = ofType(arguments[arguments.length - 1], above);
      if (List.class.isAssignableFrom((Class<?>) generic.getRawType())) {
        return schema.put("type", "array").set("items", inner);
      }
      return schema.put("type", "object").set("additionalProperties", inner);
    }
    Class<?> plain = (Class<?>) type;
    if (PLAIN.containsKey(plain)) {
      return schema.put("type", PLAIN.get(plain));
    }
    if (plain == IntOrString.class) {
      schema.putArray("type").add("integer").add("string");
      return schema;
    }
    if (plain == Quantity.class) {
      schema.putArray("type").add("number").add("string");
      return schema.put("pattern", QUANTITY);
    }
    return plain == Object.class ? schema : of(plain, above);
  }

  /** The generated classes keep the names of required fields in a public set. */
  private static Set<String> required(Class<?> model) {
    try {
      Set<String> names = new LinkedHashSet<>();
      ((Set<?>) model.getField("openapiRequiredFields").get(null))
          .forEach(name -> names.add(name.toString()));
      return names;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          model.getName() + " does not say which of its fields are required.", e);
    }
  }
}
