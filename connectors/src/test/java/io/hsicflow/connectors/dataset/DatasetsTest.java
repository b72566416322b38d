package io.hsicflow.connectors.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.connectors.dataset.DatasetImage.Split;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
  private static final DatasetLimits LIMITS = new DatasetLimits(100, 1 << 20);
  private static final OptionalLong IN_ORDER = OptionalLong.empty();

  @TempDir Path folder;

  @Test
  void readsAFolderAClassInTheOrderOfPaths() throws IOException {
    write("train/dog/b.JPG", 3);
    write("train/cat/a.png", 2);
    write("test/cat/z.jpeg", 1);
    write("train/cat/notes.txt", 1);
    write("train/cat/.hidden.png", 1);
    write("train/cat/empty.png", 0);
    write("train/cat/large.png", 101);
    try (DatasetReader reader = Datasets.open(folder, LIMITS, IN_ORDER)) {
      assertThat(reader.total()).hasValue(5);
      List<DatasetImage> images = rest(reader);
      assertThat(images)
          .extracting(DatasetImage::id)
          .containsExactly("test/cat/z.jpeg", "train/cat/a.png", "train/dog/b.JPG");
      assertThat(images).extracting(DatasetImage::label).containsExactly("cat", "cat", "dog");
      assertThat(images)
          .extracting(DatasetImage::split)
          .containsExactly(Split.TEST, Split.TRAIN, Split.TRAIN);
      assertThat(images).extracting(image -> image.file().length).containsExactly(1, 2, 3);
      assertThat(reader.skipped()).isEqualTo(4);
    }
  }

  @Test
  void whatLiesBelowAFolderForValidationIsMarked() throws IOException {
    write("set/TEST/val/cat/a.png", 1);
    write("set/train/cat/b.png", 1);
    write("set/val/cat/c.png", 1);
    write("set/valid/cat/d.png", 1);
    write("set/validation/cat/e.png", 1);
    write("set/value/f.png", 1);
    List<DatasetImage> images = read(folder, IN_ORDER);
    assertThat(images)
        .extracting(DatasetImage::split)
        .containsExactly(
            Split.TEST,
            Split.TRAIN,
            Split.VALIDATION,
            Split.VALIDATION,
            Split.VALIDATION,
            Split.TRAIN);
    assertThat(images)
        .extracting(DatasetImage::label)
        .containsExactly("cat", "cat", "cat", "cat", "cat", "value");
  }

  @Test
  void aFolderWithoutClassesHasNoLabels() throws IOException {
    write("a.png", 1);
    write("train/b.png", 1);
    assertThat(read(folder, IN_ORDER)).extracting(DatasetImage::label).containsOnlyNulls();
  }

  @Test
  void readsOneImageAlone() throws IOException {
    write("cat/a.png", 2);
    write("cat/b.png", 3);
    assertThat(read(folder.resolve("cat/b.png"), OptionalLong.of(1)))
        .singleElement()
        .satisfies(
            image -> {
              assertThat(image.id()).isEqualTo("b.png");
              assertThat(image.label()).isNull();
              assertThat(image.file()).hasSize(3);
            });
  }

  @Test
  void readsTarAndTarGzInTheOrderOfTheArchive() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("./set/dog/2.png", new byte[2]);
    entries.put("../../etc/cat/1.png", new byte[1]);
    entries.put("/abs/cat/3.jpg", new byte[3]);
    entries.put("set/large.png", new byte[101]);
    entries.put("set/readme", new byte[5]);
    for (String name : new String[] {"set.tar", "set.tar.gz", "set.tgz"}) {
      Path archive = tar(folder.resolve(name), entries);
      try (DatasetReader reader = Datasets.open(archive, LIMITS, IN_ORDER)) {
        List<DatasetImage> images = rest(reader);
        assertThat(images)
            .extracting(DatasetImage::id)
            .containsExactly("set/dog/2.png", "../../etc/cat/1.png", "abs/cat/3.jpg");
        assertThat(images).extracting(DatasetImage::label).containsExactly("dog", "cat", "cat");
        assertThat(images).extracting(image -> image.file().length).containsExactly(2, 1, 3);
        assertThat(reader.skipped()).isEqualTo(2);
      }
    }
    try (var files = Files.list(folder)) {
      assertThat(files).as("nothing was unpacked").hasSize(3);
    }
  }

  @Test
  void saysThatAnArchiveIsCut() throws IOException {
    Path archive = tar(folder.resolve("set.tar.gz"), Map.of("a/1.png", new byte[90]));
    byte[] bytes = Files.readAllBytes(archive);
    Files.write(archive, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> read(archive, IN_ORDER))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("set.tar.gz cannot be read");
  }

  @Test
  void readsCifarBatchesFromFolderFileAndArchive() throws IOException {
    byte[] first = cifar(3, 9);
    byte[] test = cifar(0);
    Path batches = Files.createDirectories(folder.resolve("cifar-10-batches-bin"));
    Files.write(batches.resolve("data_batch_1.bin"), first);
    Files.write(batches.resolve("test_batch.bin"), test);
    Files.writeString(batches.resolve("batches.meta.txt"), "airplane");
    List<DatasetImage> images = read(folder, IN_ORDER);
    assertCifar(images);
    assertThat(read(batches.resolve("test_batch.bin"), IN_ORDER)).hasSize(1);

    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("cifar-10-batches-bin/data_batch_1.bin", first);
    entries.put("cifar-10-batches-bin/test_batch.bin", test);
    assertCifar(read(tar(folder.resolve("cifar.tar.gz"), entries), IN_ORDER));
  }

  private static void assertCifar(List<DatasetImage> images) throws IOException {
    assertThat(images)
        .extracting(DatasetImage::id)
        .containsExactly(
            "data_batch_1.bin/00000", "data_batch_1.bin/00001", "test_batch.bin/00000");
    assertThat(images).extracting(DatasetImage::label).containsExactly("cat", "truck", "airplane");
    assertThat(images.get(2).split()).isEqualTo(Split.TEST);
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(images.get(0).file()));
    assertThat(picture.getWidth()).isEqualTo(32);
    // Pixel 33 (second row, second column) of the planes that cifar() fills.
    assertThat(picture.getRGB(1, 1) & 0xffffff).isEqualTo(33 << 16 | 34 << 8 | 35);
  }

  @Test
  void saysWhichCifarRecordIsDamaged() throws IOException {
    byte[] bytes = cifar(1, 2);
    bytes[CifarReader.RECORD] = 10;
    Path file = Files.write(folder.resolve("data_batch_1.bin"), bytes);
    assertThatThrownBy(() -> read(file, IN_ORDER))
        .hasMessageContaining("Record 1 of data_batch_1.bin")
        .hasMessageContaining("label 10");
  }

  @Test
  void readsIdxWithAndWithoutGzipAndLabels() throws IOException {
    idx(
        "train-images-idx3-ubyte.gz",
        0x803,
        2,
        4,
        3,
        new byte[] {
          0,
          1,
          2,
          3,
          4,
          5,
          6,
          7,
          8,
          9,
          10,
          11,
          12,
          13,
          14,
          15,
          16,
          17,
          18,
          19,
          20,
          21,
          22,
          (byte) 255
        });
    idx("train-labels-idx1-ubyte", 0x801, 2, 0, 0, new byte[] {7, 0});
    idx("t10k-images-idx3-ubyte", 0x803, 1, 1, 1, new byte[] {5});
    List<DatasetImage> images = read(folder, IN_ORDER);
    assertThat(images)
        .extracting(DatasetImage::id)
        .containsExactly("t10k-images/00000", "train-images/00000", "train-images/00001");
    assertThat(images).extracting(DatasetImage::label).containsExactly(null, "7", "0");
    assertThat(images)
        .extracting(DatasetImage::split)
        .containsExactly(Split.TEST, Split.TRAIN, Split.TRAIN);
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(images.get(2).file()));
    assertThat(picture.getWidth() + "x" + picture.getHeight()).isEqualTo("3x4");
    assertThat(picture.getRaster().getSample(2, 3, 0)).isEqualTo(255);
    assertThat(picture.getRaster().getSample(0, 0, 0)).isEqualTo(12);
  }

  @Test
  void refusesIdxFilesThatSayWhatCannotBe() throws IOException {
    Path wrong = idx("a-images-idx3-ubyte", 0x0D03, 1, 1, 1, new byte[1]);
    assertThatThrownBy(() -> read(wrong, IN_ORDER)).hasMessageContaining("begins with 00000d03");
    Path huge = idx("b-images-idx3-ubyte", 0x803, 1, 1 << 20, 1 << 20, new byte[1]);
    assertThatThrownBy(() -> read(huge, IN_ORDER)).hasMessageContaining("1048576 x 1048576");
    Path cut = idx("c-images-idx3-ubyte", 0x803, 2, 2, 2, new byte[5]);
    assertThatThrownBy(() -> read(cut, IN_ORDER)).hasMessageContaining("ends in picture 1 of 2");
    idx("d-labels-idx1-ubyte", 0x801, 3, 0, 0, new byte[3]);
    Path uneven = idx("d-images-idx3-ubyte", 0x803, 1, 1, 1, new byte[1]);
    assertThatThrownBy(() -> read(uneven, IN_ORDER))
        .hasMessageContaining("3 labels for 1 pictures");
  }

  @Test
  void shufflesTheSameWayForTheSameSeed() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (int i = 0; i < 50; i++) {
      String name = String.format("a/%02d.png", i);
      entries.put(name, new byte[50]);
      write("in/" + name, 50);
    }
    Path archive = tar(folder.resolve("set.tar"), entries);
    for (Path data : List.of(archive, folder.resolve("in"))) {
      List<String> inOrder = ids(data, IN_ORDER);
      List<String> one = ids(data, OptionalLong.of(1));
      assertThat(one).containsExactlyInAnyOrderElementsOf(inOrder).isNotEqualTo(inOrder);
      assertThat(ids(data, OptionalLong.of(1))).isEqualTo(one);
      assertThat(ids(data, OptionalLong.of(2))).isNotEqualTo(one);
    }
  }

  @Test
  void shufflingHoldsNoMoreThanItsBytes() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (int i = 0; i < 50; i++) {
      entries.put(String.format("a/%02d.png", i), new byte[50]);
    }
    Path archive = tar(folder.resolve("set.tar"), entries);
    List<String> ids = new ArrayList<>();
    try (DatasetReader reader =
        Datasets.open(archive, new DatasetLimits(100, 500), OptionalLong.of(3))) {
      rest(reader).forEach(image -> ids.add(image.id()));
    }
    for (int i = 0; i < ids.size(); i++) {
      // Ten images are held, so none comes more than nine places early.
      assertThat(Integer.parseInt(ids.get(i).substring(2, 4))).isLessThanOrEqualTo(i + 9);
    }
    assertThat(ids).hasSize(50).doesNotHaveDuplicates();
  }

  @Test
  void saysWhatCanBeReadWhereThereIsNothing() throws IOException {
    assertThatThrownBy(() -> read(folder, IN_ORDER)).hasMessageContaining("holds no images");
    assertThatThrownBy(() -> read(folder.resolve("no"), IN_ORDER))
        .hasMessageContaining("There is no file or folder");
    Path other = Files.write(folder.resolve("data.zip"), new byte[10]);
    assertThatThrownBy(() -> read(other, IN_ORDER)).hasMessageContaining(".tar.gz of one");
  }

  private static List<String> ids(Path data, OptionalLong seed) throws IOException {
    return read(data, seed).stream().map(DatasetImage::id).toList();
  }

  private static List<DatasetImage> read(Path data, OptionalLong seed) throws IOException {
    try (DatasetReader reader = Datasets.open(data, LIMITS, seed)) {
      return rest(reader);
    }
  }

  private static List<DatasetImage> rest(DatasetReader reader) throws IOException {
    List<DatasetImage> images = new ArrayList<>();
    for (DatasetImage image = reader.next(); image != null; image = reader.next()) {
      images.add(image);
    }
    return images;
  }

  private void write(String path, int size) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[size]);
  }

  private static byte[] cifar(int... labels) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int label : labels) {
      out.write(label);
      for (int plane = 0; plane < 3; plane++) {
        for (int i = 0; i < 1024; i++) {
          out.write(i + plane);
        }
      }
    }
    return out.toByteArray();
  }

  private Path idx(String name, int magic, int count, int rows, int columns, byte[] data)
      throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream plain = Files.newOutputStream(file);
        DataOutputStream out =
            new DataOutputStream(name.endsWith(".gz") ? new GZIPOutputStream(plain) : plain)) {
      out.writeInt(magic);
      out.writeInt(count);
      if (magic != 0x801) {
        out.writeInt(rows);
        out.writeInt(columns);
      }
      out.write(data);
    }
    return file;
  }

  private static Path tar(Path file, Map<String, byte[]> entries) throws IOException {
    try (OutputStream plain = Files.newOutputStream(file);
        TarArchiveOutputStream tar =
            new TarArchiveOutputStream(
                file.toString().endsWith("gz") ? new GZIPOutputStream(plain) : plain)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        TarArchiveEntry header = new TarArchiveEntry(entry.getKey(), true);
        header.setSize(entry.getValue().length);
        tar.putArchiveEntry(header);
        tar.write(entry.getValue());
        tar.closeArchiveEntry();
      }
    }
    return file;
  }
}
