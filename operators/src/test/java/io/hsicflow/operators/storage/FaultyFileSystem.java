package io.hsicflow.operators.storage;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/**
 * The local file system under {@code faulty://NAME/PATH}, with the faults of NAME. Found by Flink
 * through its service file.
 */
public final class FaultyFileSystem extends LocalFileSystem {

  private static final String SCHEME = "faulty";
  private static final Map<String, StorageFaults> FAULTS = new ConcurrentHashMap<>();

  private final URI uri;
  private final StorageFaults faults;

  private FaultyFileSystem(URI uri) {
    this.uri = URI.create(SCHEME + "://" + uri.getAuthority() + "/");
    faults = faults(uri.getAuthority());
  }

  /** The faults of all folders under {@code name}. */
  public static StorageFaults faults(String name) {
    return FAULTS.computeIfAbsent(name, key -> new StorageFaults());
  }

  /** A folder of this machine, with the faults of {@code name}. */
  public static String folder(String name, java.nio.file.Path folder) {
    return SCHEME + "://" + name + folder.toAbsolutePath();
  }

  /** Makes them for Flink. */
  public static final class Factory implements FileSystemFactory {
    /** For the service loader. */
    public Factory() {}

    @Override
    public String getScheme() {
      return SCHEME;
    }

    @Override
    public FileSystem create(URI uri) {
      return new FaultyFileSystem(uri);
    }
  }

  @Override
  public URI getUri() {
    return uri;
  }

  @Override
  public boolean exists(Path path) throws IOException {
    faults.call();
    return super.exists(path);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    faults.call();
    return super.getFileStatus(path);
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    faults.call();
    return super.listStatus(path);
  }

  @Override
  public FSDataInputStream open(Path path) throws IOException {
    faults.call();
    return super.open(path);
  }

  @Override
  public boolean mkdirs(Path path) throws IOException {
    faults.call();
    return super.mkdirs(path);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    faults.call();
    return super.delete(path, recursive);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    faults.call();
    boolean renamed = super.rename(from, to);
    faults.renamedTo(to.getName());
    return renamed;
  }

  @Override
  public FSDataOutputStream create(Path path, WriteMode mode) throws IOException {
    faults.call();
    return new Stream(super.create(path, mode), faults);
  }

  private static final class Stream extends FSDataOutputStream {
    private final FSDataOutputStream out;
    private final StorageFaults faults;

    Stream(FSDataOutputStream out, StorageFaults faults) {
      this.out = out;
      this.faults = faults;
    }

    @Override
    public void write(int value) throws IOException {
      faults.write(1);
      out.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      faults.write(length);
      out.write(bytes, offset, length);
    }

    @Override
    public long getPos() throws IOException {
      return out.getPos();
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void sync() throws IOException {
      out.sync();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
