package io.hsicflow.model.torch;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * Numbers to and from buffers as they are: one copy, except between a GPU and the Java heap, which
 * takes one on each side of the bus.
 */
final class RawCopies {
  private RawCopies() {}

  /**
   * Copies all bytes of a flat tensor to the buffer's position and moves it behind them; there is
   * room.
   */
  static void to(Tensor flat, ByteBuffer target) {
    if (target.isDirect()) {
      int length = Math.toIntExact(flat.nbytes());
      over(target, length).copy_(flat.view(torch.ScalarType.Byte));
      target.position(target.position() + length);
    } else {
      target.put(bytes(onHost(flat)));
    }
  }

  /** The reverse. */
  static void from(ByteBuffer source, Tensor flat) {
    int length = Math.toIntExact(flat.nbytes());
    if (source.isDirect()) {
      flat.view(torch.ScalarType.Byte).copy_(over(source, length));
    } else {
      Tensor host = onHost(flat);
      bytes(host).put(source.slice(source.position(), length));
      if (flat.is_cuda()) {
        flat.copy_(host);
      }
    }
    source.position(source.position() + length);
  }

  /** The tensor itself where it is in the processor's memory. */
  private static Tensor onHost(Tensor flat) {
    return flat.is_cuda() ? flat.to(new Device(torch.DeviceType.CPU), flat.scalar_type()) : flat;
  }

  /** A tensor over a direct buffer's own memory, as bytes, which need no alignment. */
  private static Tensor over(ByteBuffer buffer, int length) {
    BytePointer memory = new BytePointer(buffer.slice(buffer.position(), length));
    return torch.from_blob(memory, new long[] {length}, new TensorOptions(torch.ScalarType.Byte));
  }

  private static ByteBuffer bytes(Tensor host) {
    return new BytePointer(host.data_ptr()).capacity(host.nbytes()).asByteBuffer();
  }
}
