package io.hsicflow.connectors.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Opens a data set by what it is: {@code Datasets.open(path, DatasetLimits.defaults(),
 * OptionalLong.of(seed))}.
 *
 * <ul>
 *   <li>a folder with IDX files ({@code *idx3-ubyte}, {@code .gz} or not), or one such file;
 *   <li>a folder with CIFAR-10's binary batches ({@code *.bin}), or one such file;
 *   <li>a tar or tar.gz of image files or of CIFAR-10's batches;
 *   <li>any other folder: the image files in it and below, the folder a file lies in its class;
 *   <li>one image file.
 * </ul>
 */
public final class Datasets {
  /**
   * How far below the given folder batches are looked for: archives unpack into a folder of their
   * own.
   */
  private static final int DEPTH = 2;

  private Datasets() {}

  /**
   * The data set at {@code data}, from its beginning.
   *
   * @param shuffleSeed empty for the set's own order, which is the same each time; classes often
   *     follow one another in it
   * @throws IOException where there is nothing to read, with what would be read
   */
  public static DatasetReader open(Path data, DatasetLimits limits, OptionalLong shuffleSeed)
      throws IOException {
    if (Files.isDirectory(data)) {
      return openFolder(data, limits, shuffleSeed);
    }
    if (!Files.isRegularFile(data)) {
      throw new IOException("There is no file or folder " + data + ".");
    }
    return shuffled(openFile(data, limits), limits, shuffleSeed);
  }

  private static DatasetReader openFolder(
      Path folder, DatasetLimits limits, OptionalLong shuffleSeed) throws IOException {
    List<Path> pictures = filesIn(folder).filter(IdxReader::isPictures).sorted().toList();
    if (!pictures.isEmpty()) {
      return shuffled(IdxReader.open(pictures), limits, shuffleSeed);
    }
    List<Path> batches = filesIn(folder).filter(Datasets::isBatch).sorted().toList();
    if (!batches.isEmpty()) {
      return shuffled(CifarReader.open(batches, sizes(batches)), limits, shuffleSeed);
    }
    FolderReader images = FolderReader.open(folder, limits.maxFileBytes(), shuffleSeed);
    if (images.total().orElse(0) == 0) {
      throw new IOException(
          "The folder "
              + folder
              + " holds no images (jpg, png, gif, bmp, webp, tif), no CIFAR-10 batches (*.bin) and no IDX files"
              + " (*idx3-ubyte).");
    }
    return images;
  }

  private static DatasetReader openFile(Path file, DatasetLimits limits) throws IOException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (IdxReader.isPictures(file)) {
      return IdxReader.open(List.of(file));
    }
    if (isBatch(file)) {
      return CifarReader.open(List.of(file), Files.size(file));
    }
    if (name.endsWith(".tar") || name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
      return TarReader.open(file, limits.maxFileBytes());
    }
    if (PathFacts.isImage(name)) {
      return FolderReader.openFile(file, limits.maxFileBytes());
    }
    throw new IOException(
        "The file "
            + file
            + " is no data set that can be read: give a folder of images, a .tar or .tar.gz of one, CIFAR-10 batches"
            + " (*.bin, records of 3073 bytes), IDX files (*idx3-ubyte) or one image (jpg, png, gif, bmp, webp, tif).");
  }

  private static Stream<Path> filesIn(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder.toRealPath(), DEPTH)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    return files.stream();
  }

  private static boolean isBatch(Path file) {
    if (!file.getFileName().toString().endsWith(".bin")) {
      return false;
    }
    long size = file.toFile().length();
    return size > 0 && size % CifarReader.RECORD == 0;
  }

  private static long sizes(List<Path> files) throws IOException {
    long sum = 0;
    for (Path file : files) {
      sum += Files.size(file);
    }
    return sum;
  }

  private static DatasetReader shuffled(
      DatasetReader reader, DatasetLimits limits, OptionalLong shuffleSeed) {
    return shuffleSeed.isPresent()
        ? new ShufflingReader(reader, shuffleSeed.getAsLong(), limits.shuffleBytes())
        : reader;
  }
}
