package io.hsicflow.tests.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.model.json.JsonReader;
import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import io.hsicflow.pipeline.cli.Hsicflow;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * {@code evaluate} says of torchvision's weights what Python computes from torchvision's own
 * embeddings, in double.
 */
final class EvaluationReading {
  private static final int SIDE = 32;
  private static final int CLASSES = 8;
  private static final int TRAIN_OF_EACH = 10;
  private static final int TEST_OF_EACH = 15;
  private static final double BAR = 1e-4;

  /**
   * Random weights, their embeddings, and both protocols as docs/method.md and LinearProbe state
   * them.
   */
  private static final String PROGRAM =
      """
      import json, numpy, torch, torchvision
      from safetensors.torch import save_file

      torch.manual_seed(0)
      model = torchvision.models.resnet18()
      for module in model.modules():
          if isinstance(module, torch.nn.BatchNorm2d):
              module.running_mean.normal_(0, 0.1)
              module.running_var.uniform_(0.5, 2)
      save_file(model.state_dict(), "weights.safetensors")
      model.fc = torch.nn.Identity()
      model.eval().double()
      mean = torch.tensor([0.485, 0.456, 0.406]).double().view(3, 1, 1)
      deviation = torch.tensor([0.229, 0.224, 0.225]).double().view(3, 1, 1)

      def embed(name):
          rgb = numpy.fromfile(name, dtype=numpy.uint8).reshape(-1, %1$d, %1$d, 3)
          rgb = torch.from_numpy(rgb).permute(0, 3, 1, 2).double()
          with torch.no_grad():
              return model((rgb / 255 - mean) / deviation)

      train, test = embed("train.bin"), embed("test.bin")
      classes = %2$d
      y = torch.arange(classes).repeat_interleave(len(train) // classes)
      truth = torch.arange(classes).repeat_interleave(len(test) // classes)

      unit = torch.nn.functional.normalize
      cosines, places = (unit(test) @ unit(train).T).topk(%3$d)
      votes = torch.zeros(len(test), classes, dtype=torch.double)
      votes.scatter_add_(1, y[places], torch.exp(cosines / %4$s))
      knn = (votes.argmax(1) == truth).double().mean().item()

      centre, spread = train.mean(0), train.std(0, unbiased=False)
      scale = torch.where(spread > 1e-6 * centre.abs(), 1 / spread, 0)
      train, test = (train - centre) * scale, (test - centre) * scale
      train, test, y, truth = train.numpy(), test.numpy(), y.numpy(), truth.numpy()
      weights = classes * train.shape[1]

      def logits(x, point):
          return x @ point[:weights].reshape(classes, -1).T + point[weights:]

      def objective(point):
          z = logits(train, point)
          z = z - z.max(1, keepdims=True)
          p = numpy.exp(z) / numpy.exp(z).sum(1, keepdims=True)
          w = point[:weights]
          value = -numpy.log(p[range(len(y)), y]).mean() + 1e-3 / 2 * w @ w
          p[range(len(y)), y] -= 1
          p /= len(y)
          return value, numpy.concatenate([(p.T @ train).ravel() + 1e-3 * w, p.sum(0)])

      point = numpy.zeros(weights + classes)
      value, gradient = objective(point)
      pairs = []
      while numpy.abs(gradient).max() > 1e-4:
          direction, factors = -gradient, []
          for s, t in reversed(pairs):
              factors.append(s @ direction / (s @ t))
              direction = direction - factors[-1] * t
          if pairs:
              s, t = pairs[-1]
              direction = direction * (s @ t) / (t @ t)
          for (s, t), factor in zip(pairs, reversed(factors)):
              direction = direction + (factor - t @ direction / (s @ t)) * s
          slope = direction @ gradient
          length = 1 if pairs else 1 / max(1, numpy.sqrt(-slope))
          while True:
              following, steeper = objective(point + length * direction)
              if following < value and following <= value + 1e-4 * length * slope:
                  break
              length /= 2
          pairs = (pairs + [(length * direction, steeper - gradient)])[-10:]
          point, value, gradient = point + length * direction, following, steeper

      best = numpy.argsort(-logits(test, point), axis=1, kind="stable")[:, :5] == truth[:, None]
      top1, top5 = best[:, 0].mean().item(), best.any(1).mean().item()
      print(json.dumps({"knn": knn, "top1": top1, "top5": top5}))
      """;

  private static final int K = 20;
  private static final String TEMPERATURE = "0.1";

  private final Python python;
  private final Path folder;

  EvaluationReading(Python python, Path folder) {
    this.python = python;
    this.folder = folder;
  }

  /** Both protocols, on made pictures of the input's size, so that none is resized. */
  void saysWhatPythonComputes() throws IOException {
    write("train", 0, TRAIN_OF_EACH);
    write("test", TRAIN_OF_EACH, TEST_OF_EACH);

    Map<String, Object> theirs =
        JsonReader.parseObject(
            python.run(folder, PROGRAM.formatted(SIDE, CLASSES, K, TEMPERATURE)).strip());

    Map<?, ?> neighbours = evaluate("knn", "--k", "" + K, "--temperature", TEMPERATURE);
    Map<?, ?> classifier = evaluate("probe");
    same(neighbours, "top1", theirs, "knn");
    same(classifier, "top1", theirs, "top1");
    same(classifier, "top5", theirs, "top5");
    assertThat((Double) theirs.get("top1")).as("a task that can be got wrong").isBetween(0.2, 0.98);
  }

  private static void same(
      Map<?, ?> ours, String name, Map<String, Object> theirs, String theirName) {
    assertThat((Double) ours.get(name))
        .as(theirName)
        .isCloseTo((Double) theirs.get(theirName), within(BAR));
  }

  private Map<?, ?> evaluate(String protocol, String... further) throws IOException {
    Path out = folder.resolve(protocol + ".json");
    List<String> arguments = new ArrayList<>(List.of("evaluate", protocol));
    arguments.addAll(List.of("--weights", folder.resolve("weights.safetensors").toString()));
    arguments.addAll(List.of("--size", "" + SIDE, "--data", folder.resolve("data").toString()));
    arguments.addAll(List.of("--out", out.toString()));
    arguments.addAll(List.of(further));
    assertThat(Hsicflow.execute(arguments.toArray(String[]::new))).isZero();
    Map<String, Object> report = JsonReader.parseObject(Files.readString(out));
    return (Map<?, ?>) ((List<?>) report.get("results")).get(0);
  }

  /** Pictures of a part, as PNG files for the command and as one file of bytes for Python. */
  private void write(String part, int first, int ofEach) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int label = 0; label < CLASSES; label++) {
      Path place = folder.resolve("data").resolve(part).resolve("class" + label);
      Files.createDirectories(place);
      for (int i = 0; i < ofEach; i++) {
        byte[] rgb = picture(label, first + i);
        all.write(rgb);
        ImageIO.write(image(rgb), "png", place.resolve(100 + i + ".png").toFile());
      }
    }
    Files.write(folder.resolve(part + ".bin"), all.toByteArray());
  }

  /** Stripes of the class's slope and a tint of its own, in noise and light that change. */
  private static byte[] picture(int label, int number) {
    CounterRandom random = CounterRandom.at(7, Purpose.TEST, label, number);
    byte[] rgb = new byte[3 * SIDE * SIDE];
    double phase = random.nextInt(628) / 100.0;
    int light = 100 + random.nextInt(40);
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % SIDE;
      int y = i / 3 / SIDE;
      double stripe = Math.sin(phase + 0.2 * x + (0.1 + 0.05 * label) * y);
      int tint = light + 16 * (label >> i % 3 & 1);
      rgb[i] = (byte) (tint + 30 * stripe + random.nextInt(60) - 30);
    }
    return rgb;
  }

  private static BufferedImage image(byte[] rgb) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < SIDE * SIDE; i++) {
      image.setRGB(
          i % SIDE,
          i / SIDE,
          (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | rgb[3 * i + 2] & 0xff);
    }
    return image;
  }
}
