package io.hsicflow.model.parity;

import io.hsicflow.model.json.JsonException;
import io.hsicflow.model.json.JsonReader;
import io.hsicflow.model.loss.Kernel;
import io.hsicflow.model.snapshot.Safetensors;
import io.hsicflow.model.snapshot.TensorData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A file of golden values: safetensors whose metadata hold {@code kind} and {@code params}, or one
 * JSON object with a {@code kind}. What is asked for and is not there, or is something else, is a
 * {@link GoldenFileException}.
 *
 * @param name how messages call it, such as {@code network/step-short.safetensors}
 * @param kind what it checks
 * @param params its settings; of a JSON file the whole object
 * @param tensors tensors and metadata; none of a JSON file
 */
public record GoldenFile(
    String name, String kind, Map<String, Object> params, Safetensors tensors) {
  private static final String JSON = ".json";

  /**
   * Reads a file that is in memory, JSON where its name ends so.
   *
   * @throws GoldenFileException where it is damaged or has no kind
   */
  public static GoldenFile parse(String name, byte[] bytes) {
    try {
      if (name.endsWith(JSON)) {
        Map<String, Object> object =
            JsonReader.parseObject(
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        return new GoldenFile(
            name, kind(name, object.get("kind")), object, new Safetensors(Map.of(), Map.of()));
      }
      Safetensors tensors = Safetensors.read(bytes);
      String kind = kind(name, tensors.metadata().get("kind"));
      String params = tensors.metadata().getOrDefault("params", "{}");
      return new GoldenFile(name, kind, JsonReader.parseObject(params), tensors);
    } catch (CharacterCodingException e) {
      throw new GoldenFileException(name + " cannot be read: it is not UTF-8.", e);
    } catch (IOException | JsonException e) {
      throw new GoldenFileException(name + " cannot be read. " + e.getMessage(), e);
    }
  }

  private static String kind(String name, Object kind) {
    if (kind instanceof String text) {
      return text;
    }
    throw new GoldenFileException(
        name + " does not say of which kind it is; a golden file has a text called kind.");
  }

  /** A tensor. */
  public TensorData tensor(String tensor) {
    TensorData data = tensors.tensors().get(tensor);
    if (data == null) {
      throw wrong("has no tensor " + tensor);
    }
    return data;
  }

  /** A tensor's values in double. */
  public double[] values(String tensor) {
    return tensor(tensor).toDoubles();
  }

  /** Whether there is a tensor of that name. */
  public boolean has(String tensor) {
    return tensors.tensors().containsKey(tensor);
  }

  /** A number of the params. */
  public double number(String param) {
    return number(params, param);
  }

  /** A number of an object that stands in this file. */
  public double number(Map<?, ?> object, String member) {
    if (object.get(member) instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong("has no number " + member + " but " + object.get(member));
  }

  /** A whole number of the params. */
  public int whole(String param) {
    long value = wholeLong(param);
    if (value != (int) value) {
      throw wrong("has " + param + " = " + value + ", more than 32 bits hold");
    }
    return (int) value;
  }

  /** A whole number of the params that may have 64 bits. */
  public long wholeLong(String param) {
    if (params.get(param) instanceof Long value) {
      return value;
    }
    throw wrong("has no whole number " + param + " but " + params.get(param));
  }

  /** A text of the params. */
  public String text(String param) {
    if (params.get(param) instanceof String text) {
      return text;
    }
    throw wrong("has no text " + param + " but " + params.get(param));
  }

  /** A truth value of the params. */
  public boolean flag(String param) {
    if (params.get(param) instanceof Boolean flag) {
      return flag;
    }
    throw wrong("has no true or false " + param + " but " + params.get(param));
  }

  /** A list of the params. */
  public List<?> list(String param) {
    if (params.get(param) instanceof List<?> list) {
      return list;
    }
    throw wrong("has no list " + param + " but " + params.get(param));
  }

  /** What stands at the end of a way through objects of the params. */
  public Object at(String... way) {
    Object value = params;
    for (String member : way) {
      value = value instanceof Map<?, ?> object ? object.get(member) : null;
    }
    if (value == null) {
      throw wrong("has no " + String.join(".", way));
    }
    return value;
  }

  /** A number at the end of a way through objects of the params. */
  public double numberAt(String... way) {
    if (at(way) instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong("has no number " + String.join(".", way) + " but " + at(way));
  }

  /** A list of numbers that stands in this file. */
  public double[] numbers(Object list) {
    if (list instanceof List<?> items && items.stream().allMatch(Number.class::isInstance)) {
      return items.stream().mapToDouble(item -> ((Number) item).doubleValue()).toArray();
    }
    throw wrong("has no list of numbers but " + list);
  }

  /** JSON that is kept as text in the metadata. */
  public Object metadata(String member) {
    String text = tensors.metadata().get(member);
    if (text == null) {
      throw wrong("has no metadata " + member);
    }
    try {
      return JsonReader.parse(text);
    } catch (JsonException e) {
      throw new GoldenFileException(said("has metadata " + member + " that are no JSON"), e);
    }
  }

  /** The param {@code kernel}. */
  public Kernel kernel() {
    return switch (text("kernel")) {
      case "imq" -> Kernel.INVERSE_MULTIQUADRIC;
      case "gaussian" -> Kernel.GAUSSIAN;
      case "linear" -> Kernel.LINEAR;
      default ->
          throw wrong("has a kernel " + text("kernel") + "; known are imq, gaussian, linear");
    };
  }

  /**
   * Checks a param that is no setting here, where the file has it.
   *
   * @throws GoldenFileException where the file was made with another value
   */
  public void requireFixed(String param, Object ours) {
    if (params.containsKey(param) && !ours.equals(params.get(param))) {
      throw wrong(
          "was made with " + param + " = " + params.get(param) + "; here it is always " + ours);
    }
  }

  /** To be thrown where this file has something that cannot be used. */
  public GoldenFileException wrong(String what) {
    return new GoldenFileException(said(what));
  }

  private String said(String what) {
    return name + ", of kind " + kind + ", " + what + ".";
  }
}
