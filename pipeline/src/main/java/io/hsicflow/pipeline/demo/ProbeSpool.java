package io.hsicflow.pipeline.demo;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Image files one after the other in a temporary file, so that a bank of large pictures needs no
 * memory.
 */
final class ProbeSpool implements Closeable {
  private final Path file;
  private final FileChannel channel;
  private long end;

  ProbeSpool(Path file) throws IOException {
    this.file = file;
    this.channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Appends bytes; returns where they start. */
  long append(byte[] bytes) throws IOException {
    long start = end;
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      end += channel.write(buffer, end);
    }
    return start;
  }

  /** Reads bytes that were appended. */
  byte[] read(long start, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, start + buffer.position()) < 0) {
        throw new IOException(
            "The file " + file + " has become shorter than the " + end + " bytes written to it.");
      }
    }
    return buffer.array();
  }

  /** Deletes the file. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(file);
  }
}
