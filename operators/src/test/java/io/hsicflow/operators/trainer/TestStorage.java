package io.hsicflow.operators.trainer;

import java.io.IOException;
import java.util.List;
import org.apache.flink.core.testutils.OneShotLatch;
import org.apache.flink.runtime.state.CheckpointStateOutputStream;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.CheckpointedStateScope;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;

/** Checkpoint storage in memory that a test can let fail half-way or hold up. */
final class TestStorage implements CheckpointStreamFactory {

  private final CheckpointStreamFactory memory = new MemCheckpointStreamFactory(64 << 20);
  private final int failAfterBytes;
  final OneShotLatch writing = new OneShotLatch();
  final OneShotLatch mayWrite = new OneShotLatch();
  volatile boolean closed;
  private boolean gone;

  private TestStorage(int failAfterBytes) {
    this.failAfterBytes = failAfterBytes;
  }

  static TestStorage failingAfter(int bytes) {
    TestStorage storage = new TestStorage(bytes);
    storage.mayWrite.trigger();
    return storage;
  }

  static TestStorage held() {
    return new TestStorage(Integer.MAX_VALUE);
  }

  static TestStorage gone() {
    TestStorage storage = good();
    storage.gone = true;
    return storage;
  }

  static TestStorage good() {
    return failingAfter(Integer.MAX_VALUE);
  }

  @Override
  public CheckpointStateOutputStream createCheckpointStateOutputStream(CheckpointedStateScope scope)
      throws IOException {
    if (gone) {
      throw new IOException("The storage is gone.");
    }
    return new Stream(memory.createCheckpointStateOutputStream(scope));
  }

  @Override
  public boolean canFastDuplicate(StreamStateHandle handle, CheckpointedStateScope scope) {
    return false;
  }

  @Override
  public List<StreamStateHandle> duplicate(
      List<StreamStateHandle> handles, CheckpointedStateScope scope) {
    throw new UnsupportedOperationException("Nothing here duplicates state.");
  }

  private final class Stream extends CheckpointStateOutputStream {
    private final CheckpointStateOutputStream out;
    private int written;

    Stream(CheckpointStateOutputStream out) {
      this.out = out;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      writing.trigger();
      try {
        mayWrite.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted while held.", e);
      }
      written += length;
      if (written > failAfterBytes) {
        throw new IOException("No space left on device.");
      }
      out.write(bytes, offset, length);
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public StreamStateHandle closeAndGetHandle() throws IOException {
      return out.closeAndGetHandle();
    }

    @Override
    public void close() throws IOException {
      closed = true;
      out.close();
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
  }
}
