package io.hsicflow.connectors.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Image files in a folder and the folders within it, in the order of their paths or shuffled. */
final class FolderReader implements DatasetReader {
  private final Path root;
  private final List<String> paths;
  private final int maxFileBytes;
  private int position;
  private long skipped;

  private FolderReader(Path root, List<String> paths, int maxFileBytes, long skipped) {
    this.root = root;
    this.paths = paths;
    this.maxFileBytes = maxFileBytes;
    this.skipped = skipped;
  }

  /**
   * The folder's images.
   *
   * @param shuffleSeed empty for the order of their paths
   */
  static FolderReader open(Path folder, int maxFileBytes, OptionalLong shuffleSeed)
      throws IOException {
    Path root = folder.toRealPath();
    List<String> all;
    try (Stream<Path> files = Files.walk(root)) {
      all =
          files
              .filter(Files::isRegularFile)
              .map(file -> root.relativize(file).toString().replace('\\', '/'))
              .sorted()
              .toList();
    }
    List<String> images = new ArrayList<>(all.stream().filter(PathFacts::isImage).toList());
    long others = all.size() - images.size();
    shuffleSeed.ifPresent(seed -> SeededOrder.shuffle(images, seed));
    return new FolderReader(root, images, maxFileBytes, others);
  }

  /** One image file alone; the folder that it lies in says nothing about it. */
  static FolderReader openFile(Path file, int maxFileBytes) {
    Path absolute = file.toAbsolutePath();
    return new FolderReader(
        absolute.getParent(), List.of(absolute.getFileName().toString()), maxFileBytes, 0);
  }

  @Override
  public DatasetImage next() throws IOException {
    while (position < paths.size()) {
      String path = paths.get(position++);
      byte[] file = read(root.resolve(path));
      if (file.length > 0 && file.length <= maxFileBytes) {
        PathFacts facts = PathFacts.of(path);
        return new DatasetImage(path, facts.split(), facts.label(), file);
      }
      skipped++;
    }
    return null;
  }

  private byte[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(maxFileBytes + 1);
    }
  }

  @Override
  public OptionalLong total() {
    return OptionalLong.of(paths.size());
  }

  @Override
  public long skipped() {
    return skipped;
  }

  @Override
  public void close() {
    // Every file is closed as soon as it is read.
  }
}
