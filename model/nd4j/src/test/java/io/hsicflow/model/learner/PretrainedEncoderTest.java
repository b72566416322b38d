package io.hsicflow.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.network.Normalisation;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.snapshot.ElementType;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.model.snapshot.FloatTensor;
import io.hsicflow.model.snapshot.Safetensors;
import io.hsicflow.model.snapshot.SafetensorsException;
import io.hsicflow.model.snapshot.TensorData;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PretrainedEncoderTest {
  private static final LearnerSettings SETTINGS = TinyLearner.settings().build();

  private Backend backend;
  private EncoderSnapshot other;

  @BeforeEach
  void open() {
    backend = Backends.open("nd4j", Precision.FLOAT32, 2);
    LearnerSettings settings = TinyLearner.settings().seed(5).build();
    try (Learner learner = Learner.create(backend, settings)) {
      learner.step(TinyLearner.batch(settings, 0));
      learner.step(TinyLearner.batch(settings, 1));
      other = learner.snapshot();
    }
  }

  @AfterEach
  void close() {
    backend.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLearnerStartsFromTheFilesEncoder(boolean target) throws IOException {
    LearnerSettings settings = TinyLearner.settings().target(target).build();
    try (Learner learner = Learner.create(backend, settings);
        Learner drawn = Learner.create(backend, settings)) {
      learner.startFrom(read(asTorchvisionHasIt(), settings));

      EncoderSnapshot start = learner.snapshot();
      start.tensors().forEach((name, tensor) -> closeTo(tensor, other.tensors().get(name), name));
      assertThat(online(learner, "encoder.layer1.0.conv1.weight"))
          .isEqualTo(Encoder.widened(other.tensors().get("layer1.0.conv1.weight")));
      assertThat(online(learner, "projector.0.weight"))
          .isEqualTo(online(drawn, "projector.0.weight"));
      if (target) {
        assertThat(backend.read(learner.buffers().target().view("encoder.layer1.0.conv1.weight")))
            .isEqualTo(online(learner, "encoder.layer1.0.conv1.weight"));
        assertThat(backend.read(learner.buffers().targetStatistics().hidden()))
            .startsWith(
                backend.read(backend.view(learner.buffers().onlineStatistics().hidden(), 0, 4)));
      }
      assertThat(learner.step(TinyLearner.batch(settings, 0)).loss()).isFinite();
    }
  }

  @Test
  void statisticsOfTheFileAreTakenOverToTheBit() throws IOException {
    try (Learner learner = Learner.create(backend, SETTINGS)) {
      learner.startFrom(read(asTorchvisionHasIt(), SETTINGS));

      EncoderSnapshot start = learner.snapshot();
      assertThat(start.tensors().get("layer4.1.bn2.running_var"))
          .isEqualTo(other.tensors().get("layer4.1.bn2.running_var"));
      assertThat(start.tensors().get("bn1.running_mean"))
          .isEqualTo(other.tensors().get("bn1.running_mean"));
    }
  }

  @Test
  void aFileWithoutStatisticsLeavesThemAtTheirStart() throws IOException {
    Map<String, TensorData> tensors = asTorchvisionHasIt();
    tensors.keySet().removeIf(name -> name.contains(".running_"));
    try (Learner learner = Learner.create(backend, SETTINGS)) {
      learner.startFrom(read(tensors, SETTINGS));

      assertThat(learner.snapshot().tensors().get("bn1.running_var").values()).containsOnly(1f);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"F64", "F16", "BF16"})
  void otherFloatingPointTypesAreWidenedOrRounded(ElementType type) throws IOException {
    Map<String, TensorData> tensors = asTorchvisionHasIt();
    tensors.replaceAll((name, tensor) -> name.equals("bn1.weight") ? halves(type, 4) : tensor);
    try (Learner learner = Learner.create(backend, SETTINGS)) {
      learner.startFrom(read(tensors, SETTINGS));

      assertThat(online(learner, "encoder.bn1.weight")).containsOnly(0.5);
    }
  }

  @Test
  void aFileIsAnEncoderToEmbedWithByItsOwnShapes() throws IOException {
    EncoderSnapshot read = readSnapshot(asTorchvisionHasIt(), OptionalInt.of(12));

    assertThat(read.digest()).isEqualTo(other.digest());
    assertThat(read.metadata().depth()).isEqualTo(18);
    assertThat(read.metadata().width()).isEqualTo(4);
    assertThat(read.metadata().stem()).isEqualTo(Stem.CIFAR);
    assertThat(read.metadata().inputSize()).isEqualTo(12);
    assertThat(read.metadata().data()).matches("garments sha256:[0-9a-f]{64}");
    assertThat(readSnapshot(asTorchvisionHasIt(), OptionalInt.empty()).metadata().inputSize())
        .isEqualTo(32);
    byte[] picture = new byte[12 * 12 * 3];
    picture[5] = 100;
    try (Encoder theirs = Encoder.load(backend, read);
        Encoder ours = Encoder.load(backend, other.withMetadata(read.metadata()))) {
      assertThat(theirs.embed(picture, 1)).isEqualTo(ours.embed(picture, 1));
    }
  }

  @Test
  void whatCannotEmbedIsRefused() throws IOException {
    Map<String, TensorData> bare = asTorchvisionHasIt();
    bare.keySet().removeIf(name -> name.contains(".running_"));
    assertThatThrownBy(() -> readSnapshot(bare, OptionalInt.empty()))
        .hasMessageContaining("garments have no running statistics");
    Map<String, TensorData> broken = asTorchvisionHasIt();
    broken.put("bn1.weight", TensorData.ofFloats(new int[] {4}, new float[] {1, Float.NaN, 1, 1}));
    assertThatThrownBy(() -> readSnapshot(broken, OptionalInt.empty()))
        .hasMessageContaining("its tensor bn1.weight holds the value NaN");
    Map<String, TensorData> other = asTorchvisionHasIt();
    other.remove("bn1.weight");
    assertThatThrownBy(() -> readSnapshot(other, OptionalInt.empty()))
        .hasMessageContaining("garments are of no ResNet");
  }

  @Test
  void theFileIsNamedInSnapshotsAndKeptInTheState() throws IOException {
    try (Learner learner = Learner.create(backend, SETTINGS);
        Learner restored = Learner.create(backend, SETTINGS)) {
      learner.startFrom(read(asTorchvisionHasIt(), SETTINGS));
      learner.step(TinyLearner.batch(SETTINGS, 0));
      ByteBuffer state = ByteBuffer.allocate((int) learner.stateBytes());
      learner.copyState(state);
      restored.restoreState(state.flip());

      assertThat(learner.snapshot().metadata().settings())
          .containsPattern("\"learner.initial-weights\":\"garments sha256:[0-9a-f]{64}\"");
      assertThat(restored.restoredChanges()).isEmpty();
      assertThat(restored.snapshot().metadata()).isEqualTo(learner.snapshot().metadata());
      assertThat(restored.stateBytes()).isEqualTo(learner.stateBytes());
    }
  }

  @Test
  void afterTheFirstStepItIsTooLate() throws IOException {
    PretrainedEncoder encoder = read(asTorchvisionHasIt(), SETTINGS);
    try (Learner learner = Learner.create(backend, SETTINGS)) {
      learner.step(TinyLearner.batch(SETTINGS, 0));

      assertThatThrownBy(() -> learner.startFrom(encoder)).hasMessageContaining("is behind step 1");
    }
  }

  @Test
  void aFileOfAnotherNetworkIsRefusedWithTheFirstMisfitAndTheSettingsForIt() {
    refuses(
        tensors -> {},
        TinyLearner.settings().width(8).depth(34).build(),
        "its tensor conv1.weight is [4, 3, 3, 3] where [8, 3, 3, 3] is needed",
        "set learner.depth = 18, learner.width = 4, or");
    refuses(
        tensors -> {},
        TinyLearner.settings().stem(Stem.IMAGENET).build(),
        "[4, 3, 7, 7] is needed",
        "set learner.stem = cifar, or");
    refuses(
        tensors -> {},
        TinyLearner.settings().depth(34).build(),
        "its tensor layer1.2.conv1.weight is missing",
        "set learner.depth = 18, or");
  }

  @Test
  void aFileOfNoResNetIsRefusedWithTheFirstMisfit() {
    refuses(
        tensors -> tensors.put("encoder.bias", halves(ElementType.F32, 4)),
        SETTINGS,
        "it has a tensor encoder.bias",
        "Take a file with exactly the tensors");
    refuses(
        tensors -> tensors.remove("layer2.0.bn1.running_var"),
        SETTINGS,
        "its tensor layer2.0.bn1.running_var is missing",
        "Take a file");
    refuses(Map::clear, SETTINGS, "conv1.weight is missing", "Take a file");
    refuses(
        tensors -> tensors.put("bn1.bias", TensorData.ofLongs(new int[] {4}, 0, 0, 0, 0)),
        SETTINGS,
        "bn1.bias is of I64",
        "It is a ResNet-18 of width 4 with the stem cifar: mend");
    refuses(
        tensors -> tensors.put("bn1.bias", TensorData.ofFloats(new int[] {4}, 0, 1, Float.NaN, 0)),
        SETTINGS,
        "bn1.bias holds the value NaN",
        "mend");
    refuses(
        tensors -> tensors.put("bn1.running_var", TensorData.ofFloats(new int[] {4}, 0, 1, 1, -1)),
        SETTINGS,
        "bn1.running_var holds the value -1.0",
        "mend");
  }

  @Test
  void whatIsNoSafetensorsIsRefused() {
    ByteArrayInputStream in = new ByteArrayInputStream(new byte[100]);
    assertThatThrownBy(() -> PretrainedEncoder.read(in, "garments", SETTINGS.architecture()))
        .isInstanceOf(SafetensorsException.class);
  }

  private void refuses(
      Consumer<Map<String, TensorData>> change, LearnerSettings settings, String... sentences) {
    Map<String, TensorData> tensors = asTorchvisionHasIt();
    change.accept(tensors);
    assertThatThrownBy(() -> read(tensors, settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The weights garments do not fit the encoder: ")
        .hasMessageContainingAll(sentences);
  }

  /** With the last layer and the counters that torchvision's state has beside an encoder's. */
  private Map<String, TensorData> asTorchvisionHasIt() {
    Map<String, TensorData> tensors = new TreeMap<>();
    other
        .tensors()
        .forEach(
            (name, tensor) ->
                tensors.put(name, TensorData.ofFloats(tensor.shape(), tensor.values())));
    tensors.put("fc.weight", halves(ElementType.F32, 10, 32));
    tensors.put("fc.bias", halves(ElementType.F32, 10));
    tensors.put("bn1.num_batches_tracked", TensorData.ofLongs(new int[0], 7));
    return tensors;
  }

  private static PretrainedEncoder read(Map<String, TensorData> tensors, LearnerSettings settings)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Safetensors(tensors, Map.of()).write(out);
    return PretrainedEncoder.read(
        new ByteArrayInputStream(out.toByteArray()), "garments", settings.architecture());
  }

  private static EncoderSnapshot readSnapshot(Map<String, TensorData> tensors, OptionalInt size)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Safetensors(tensors, Map.of()).write(out);
    return PretrainedEncoder.readSnapshot(
        new ByteArrayInputStream(out.toByteArray()), "garments", size, Normalisation.DEFAULT);
  }

  private static TensorData halves(ElementType type, int... shape) {
    int count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    ByteBuffer bytes = ByteBuffer.allocate(count * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      switch (type) {
        case F64 -> bytes.putDouble(0.5);
        case F16 -> bytes.putShort((short) 0x3800);
        case BF16 -> bytes.putShort((short) 0x3F00);
        default -> bytes.putFloat(0.5f);
      }
    }
    return new TensorData(type, shape, bytes.array());
  }

  private double[] online(Learner learner, String name) {
    return backend.read(learner.buffers().online().view(name));
  }

  private static void closeTo(FloatTensor ours, FloatTensor file, String name) {
    for (int i = 0; i < file.values().length; i++) {
      assertThat(ours.values()[i])
          .as(name)
          .isCloseTo(file.values()[i], Percentage.withPercentage(1e-4));
    }
  }
}
