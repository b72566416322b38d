package io.hsicflow.operators.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.json.JsonReader;
import io.hsicflow.model.network.Normalisation;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.snapshot.SnapshotMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotCardTest {

  @TempDir Path folder;
  private SnapshotStore store;
  private TestSnapshots snapshots;

  @BeforeEach
  void open() {
    store = new SnapshotStore(folder.toString());
    snapshots = new TestSnapshots(store);
  }

  @Test
  void aCardLiesBesideEverySnapshotThatIsPublished() throws Exception {
    SnapshotPointer snapshot = snapshots.publish(10, Map.of("loss", -0.25));

    assertThat(text(snapshot))
        .contains("# Encoder of step 10")
        .contains("| file | " + snapshot.file() + " |")
        .contains("| digest | " + snapshot.digest() + " |")
        .contains("| data | a belt |")
        .contains("| licence | CC-BY-4.0 |")
        .contains("| images seen | 40 |")
        .contains("| published | 1970-01-01T00:00:10Z |")
        .contains("| network | ResNet-18, width 4, stem cifar |")
        .contains("| embedding | 32 numbers |")
        .contains("| loss | -0.25 |")
        .contains("| learner.depth | 18 |")
        .contains("None so far.")
        .contains("embed = load(\"" + snapshot.file() + "\", model)");
  }

  @Test
  void programsReadTheSameFromItsJson() throws Exception {
    SnapshotPointer snapshot = snapshots.publish(10, Map.of("loss", -0.25));
    snapshots.evaluate(snapshot, 0.5);
    SnapshotVerdict.whole(SnapshotVerdict.Outcome.PASSED, "It is.", 7).write(store.file(snapshot));
    new SnapshotCard(store.entry(snapshot)).write();

    Map<String, Object> card = json(snapshot);

    assertThat(card)
        .containsEntry("digest", snapshot.digest())
        .containsEntry("step", 10L)
        .containsEntry("images_seen", 40L)
        .containsEntry("data", "a belt")
        .containsEntry("licence", "CC-BY-4.0")
        .containsEntry("embedding", 32L)
        .containsEntry("finite", true)
        .containsEntry("training", Map.of("loss", -0.25))
        .containsEntry("settings", Map.of("learner.depth", 18L))
        .containsEntry("verdict", Map.of("verdict", "passed", "reason", "It is.", "decidedAt", 7L));
    assertThat(card.get("evaluations").toString()).contains("name=knn").contains("top1=0.5");
    assertThat((String) card.get("load_in_torchvision")).contains("def load(path, model):");
  }

  @Test
  void aCardSaysWhatNobodySaid() throws Exception {
    SnapshotPointer snapshot =
        SnapshotPointer.to(
            store.hold(TestSnapshots.snapshot(1, 1, "not JSON", ""), Map.of()).snapshot());

    assertThat(text(snapshot))
        .contains("| data | not said (snapshot.data) |")
        .contains("| licence | not said (snapshot.licence) |")
        .contains("| held back by the guard | yes |")
        .contains("| settings | not JSON |");
    assertThat(json(snapshot)).containsEntry("data", null).containsEntry("licence", null);
  }

  @Test
  void whatOthersWroteStaysTextInItsCell() throws Exception {
    SnapshotPointer snapshot =
        SnapshotPointer.to(
            store
                .publish(
                    TestSnapshots.snapshot(1, 1, "{}", "a|b\n# <script>alert(1)</script> [x](y)"),
                    Map.of())
                .snapshot());

    assertThat(text(snapshot))
        .contains("| data | a\\|b # \\<script>alert(1)\\</script> \\[x](y) |");
  }

  @Test
  void aSnapshotWithoutItsDescriptionHasNoCard() throws Exception {
    SnapshotPointer snapshot = snapshots.publish(10);
    Files.delete(folder.resolve(snapshot.file().replace(".safetensors", ".json")));
    SnapshotCard card = new SnapshotCard(store.entry(snapshot));

    assertThatThrownBy(card::markdown)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("There is no file")
        .hasMessageContaining(".json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "cifar", "narrow"})
  void thePythonIsTheReadmes(String name) throws Exception {
    String own = TorchvisionCode.piece(name);

    assertThat(name.equals("standard") ? TorchvisionCode.piece("load") + "\n" + own : own)
        .isEqualTo(readme(name));
  }

  @Test
  void thePythonFitsTheSnapshot() {
    assertThat(code(50, Stem.IMAGENET, 64))
        .contains("-> [n, 2048]")
        .contains("model = torchvision.models.resnet50()\nmodel.fc = torch.nn.Identity()\nembed = ")
        .endsWith("embed = load(\"mine.safetensors\", model)\n");
    assertThat(code(34, Stem.CIFAR, 64))
        .contains("-> [n, 512]")
        .contains("resnet34()")
        .contains("model.maxpool = torch.nn.Identity()");
    assertThat(code(101, Stem.IMAGENET, 32))
        .contains("-> [n, 1024]")
        .contains("NarrowResNet(Bottleneck, [3, 4, 23, 3], width=32, cifar_stem=False)\n");
    assertThat(code(18, Stem.CIFAR, 16))
        .contains("-> [n, 128]")
        .contains("NarrowResNet(BasicBlock, [2, 2, 2, 2], width=16, cifar_stem=True)\n");
  }

  private static String code(int depth, Stem stem, int width) {
    return TorchvisionCode.of(
        new SnapshotMetadata(
            1, 1, depth, stem, width, 32, "whole", Normalisation.DEFAULT, 1, "{}", ""),
        "mine.safetensors");
  }

  private static String readme(String name) throws IOException {
    Matcher piece =
        Pattern.compile("<!-- tested: " + name + " -->\\n```python\\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("..", "README.md")));
    assertThat(piece.find()).isTrue();
    return piece.group(1);
  }

  private String text(SnapshotPointer snapshot) throws IOException {
    return Files.readString(folder.resolve(snapshot.file().replace(".safetensors", ".card.md")));
  }

  private Map<String, Object> json(SnapshotPointer snapshot) throws IOException {
    return JsonReader.parseObject(
        Files.readString(folder.resolve(snapshot.file().replace(".safetensors", ".card.json"))));
  }
}
