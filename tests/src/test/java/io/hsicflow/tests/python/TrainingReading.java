package io.hsicflow.tests.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.json.JsonReader;
import io.hsicflow.model.learner.Learner;
import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.model.learner.SupervisedSettings;
import io.hsicflow.model.learner.SupervisedTraining;
import io.hsicflow.model.metrics.LinearLayer;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import io.hsicflow.model.snapshot.ElementType;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.model.snapshot.Safetensors;
import io.hsicflow.model.snapshot.TensorData;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Linear evaluation and fine-tuning move averages of layer and encoder as PyTorch's own SGD moves
 * those of torchvision's ResNet-18, on the same views. Both in double: in single precision a few
 * steps from random weights lead PyTorch itself a tenth of the way astray.
 */
final class TrainingReading {
  private static final int SIDE = 8;
  private static final int CLASSES = 5;
  private static final int BATCH = 10;
  private static final int STEPS = 5;
  private static final int WARMUP = 2;
  private static final double PEAK = 0.05;
  private static final double BAR = 1e-4;

  private static final String PROGRAM =
      """
      import json, math, numpy, torch, torchvision
      from safetensors.torch import load_file

      side, classes, batch, steps, warmup, peak = %d, %d, %d, %d, %d, %s
      encoder, given = load_file("encoder.safetensors"), load_file("given.safetensors")
      mean = torch.tensor([0.485, 0.456, 0.406]).double().view(3, 1, 1)
      deviation = torch.tensor([0.229, 0.224, 0.225]).double().view(3, 1, 1)
      x = given["views"].view(steps, batch, side, side, 3).permute(0, 1, 4, 2, 3).double()
      x, y = (x / 255 - mean) / deviation, given["labels"]

      def errors(name, free):
          ours = load_file(name + ".safetensors")
          model = torchvision.models.resnet18(num_classes=classes)
          model.conv1 = torch.nn.Conv2d(3, 64, kernel_size=3, stride=1, padding=1, bias=False)
          model.maxpool = torch.nn.Identity()
          layer = {"fc.weight": given["fc.weight"], "fc.bias": given["fc.bias"]}
          model.load_state_dict({**encoder, **layer}, strict=True)
          model.double().train(free)
          start = {key: p.detach().clone() for key, p in model.named_parameters()}
          hidden = {key: 0.001 * p for key, p in start.items()}
          trained = model.parameters() if free else model.fc.parameters()
          descent = torch.optim.SGD(trained, lr=0.0, momentum=0.9)
          for t in range(steps):
              rate = peak * t / warmup
              if t >= warmup:
                  rate = peak * (1 + math.cos(math.pi * (t - warmup) / (steps - warmup))) / 2
              descent.param_groups[0]["lr"] = rate
              descent.zero_grad()
              torch.nn.functional.cross_entropy(model(x[t]), y).backward()
              descent.step()
              for key, p in model.named_parameters():
                  hidden[key] = 0.999 * hidden[key] + 0.001 * p.detach()
          average = {key: h / (1 - 0.999 ** (steps + 1)) for key, h in hidden.items()}

          def error(keys):
              join = lambda tensors: torch.cat([tensors[key].double().flatten() for key in keys])
              theirs = join(average)
              return ((join(ours) - theirs).norm() / (theirs - join(start)).norm()).item()

          layers = [key for key in start if key.startswith("fc.")]
          others = [key for key in start if not key.startswith("fc.")]
          return {"layer": error(layers), "encoder": error(others) if free else 0.0}

      print(json.dumps({"linear": errors("linear", False), "finetune": errors("finetune", True)}))
      """;

  private final Python python;
  private final Path folder;

  TrainingReading(Python python, Path folder) {
    this.python = python;
    this.folder = folder;
  }

  /** The averages' movement from the start, in proportion to PyTorch's. */
  void movesAveragesAsPytorchDoes() throws IOException {
    EncoderSnapshot snapshot = snapshot();
    try (OutputStream out = Files.newOutputStream(folder.resolve("encoder.safetensors"))) {
      snapshot.write(out);
    }
    Map<String, TensorData> given = new HashMap<>();
    train(snapshot, false, given);
    train(snapshot, true, given);
    write("given", given);

    Map<String, Object> errors =
        JsonReader.parseObject(
            python
                .run(folder, PROGRAM.formatted(SIDE, CLASSES, BATCH, STEPS, WARMUP, "" + PEAK))
                .strip());

    for (String procedure : new String[] {"linear", "finetune"}) {
      Map<?, ?> ofParts = (Map<?, ?>) errors.get(procedure);
      assertThat((Double) ofParts.get("layer")).as(procedure + ", layer").isLessThan(BAR);
      assertThat((Double) ofParts.get("encoder")).as(procedure + ", encoder").isLessThan(BAR);
    }
  }

  private static EncoderSnapshot snapshot() {
    LearnerSettings settings =
        LearnerSettings.builder()
            .depth(18)
            .width(64)
            .stem(Stem.CIFAR)
            .inputSize(SIDE)
            .hidden(8)
            .output(8)
            .batch(2)
            .build();
    try (Backend backend = Backends.open(Backends.AUTO, Precision.FLOAT32, 2);
        Learner learner = Learner.create(backend, settings)) {
      return learner.snapshot();
    }
  }

  /** Trains and writes the averages, and keeps what it was given. */
  private void train(EncoderSnapshot snapshot, boolean free, Map<String, TensorData> given)
      throws IOException {
    SupervisedSettings settings =
        new SupervisedSettings(CLASSES, BATCH, STEPS, WARMUP, PEAK, free, 1);
    int bytes = 3 * SIDE * SIDE * BATCH;
    byte[] views = new byte[STEPS * bytes];
    CounterRandom random = CounterRandom.at(11, Purpose.TEST, 0, 0);
    int[] labels = new int[BATCH];
    for (int i = 0; i < views.length; i++) {
      views[i] = (byte) (random.nextInt(128) + 25 * (i / (bytes / BATCH) % CLASSES));
    }
    Arrays.setAll(labels, i -> i % CLASSES);
    try (Backend backend = Backends.open("nd4j", Precision.FLOAT64, 2);
        SupervisedTraining training = new SupervisedTraining(backend, snapshot, settings)) {
      layer(training.layer(), given);
      while (!training.isDone()) {
        int from = (int) training.steps() * bytes;
        training.step(Arrays.copyOfRange(views, from, from + bytes), labels);
      }
      Map<String, TensorData> averages = new HashMap<>();
      layer(training.layer(), averages);
      training
          .encoder()
          .tensors()
          .forEach(
              (name, tensor) ->
                  averages.put(name, TensorData.ofFloats(tensor.shape(), tensor.values())));
      write(free ? "finetune" : "linear", averages);
    }
    given.put("views", new TensorData(ElementType.U8, new int[] {views.length}, views));
    given.put(
        "labels",
        TensorData.ofLongs(new int[] {BATCH}, Arrays.stream(labels).asLongStream().toArray()));
  }

  private static void layer(LinearLayer layer, Map<String, TensorData> tensors) {
    int weights = layer.classes() * layer.dimension();
    double[] point = layer.point();
    tensors.put(
        "fc.weight",
        TensorData.ofDoubles(
            new int[] {layer.classes(), layer.dimension()}, Arrays.copyOf(point, weights)));
    tensors.put(
        "fc.bias",
        TensorData.ofDoubles(
            new int[] {layer.classes()}, Arrays.copyOfRange(point, weights, point.length)));
  }

  private void write(String name, Map<String, TensorData> tensors) throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve(name + ".safetensors"))) {
      new Safetensors(tensors, Map.of()).write(out);
    }
  }
}
