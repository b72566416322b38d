/**
 * The tensor backend on libtorch, through JavaCPP and without Python: on NVIDIA GPUs, and on the
 * processor for its tests. Eager {@code at::} operations on activations with channels last and
 * row-major parameters, none of them recorded for differentiation; single precision is computed as
 * such (no TF32), and algorithms are those that give the same bits every time.
 *
 * <p><b>Mixed precision.</b> Activations, and copies of weights that are made once a change, are in
 * bfloat16; all else is in single precision. A view's gradient of a convolution's weights is
 * rounded to bfloat16 once before it is added to the sum, as in PyTorch's autocast: libtorch knows
 * no other.
 *
 * <p><b>On a GPU</b> {@link io.hsicflow.model.torch.CudaBackend} replaces what libtorch would do in
 * more passes over memory than needed by the kernels of {@code kernels.cu}: batch norm with its
 * rectifier and shortcut, both ways; LARS with its followers; many small averages at once; the
 * gradient of the maximum; pictures from bytes; sums over distances. They are compiled for the GPU
 * at hand by NVIDIA's run-time compiler when the backend opens, which takes about two seconds;
 * without that compiler libtorch's operations do, slower. A rectifier's mask is computed again from
 * the input of its batch norm, which is cheaper than reading the output.
 *
 * <p><b>Natives.</b> A plain build has libtorch for the processor of the machine that builds (Linux
 * on x86-64, macOS on arm64; none is published for Linux on arm64). A build with {@code -Pcuda} has
 * the one for CUDA 13 (Linux on x86-64) and puts this module into the distribution. It has machine
 * code for compute capability 7.5, 8.0, 9.0, 10.0, 10.3, 12.0 and 12.1 (Turing to Blackwell) and
 * runs on later minor versions of each, such as 8.6 and 8.9.
 *
 * <p><b>What such a machine must have</b>, where the system finds libraries ({@code ldconfig} or
 * {@code LD_LIBRARY_PATH}): NVIDIA's driver for CUDA 13 (580 or later); from the CUDA Toolkit 13
 * {@code libcudart.so.13}, {@code libcublas.so.13}, {@code libcublasLt.so.13}, {@code
 * libcusparse.so.12}, {@code libcusolver.so.12}, {@code libcufft.so.12}, {@code libcurand.so.10},
 * {@code libcufile.so.0}, {@code libcupti.so.13}, {@code libnvJitLink.so.13} and {@code
 * libnvrtc.so.13} with its builtins; {@code libcudnn.so.9} with its parts from cuDNN 9; {@code
 * libnccl.so.2} from NCCL 2. NVIDIA publishes them as packages for Linux distributions, in
 * container images ({@code nvidia/cuda}, the tags with {@code cudnn}) and as wheels ({@code
 * nvidia-cuda-runtime}, {@code nvidia-cublas}, {@code nvidia-cudnn-cu13}, {@code nvidia-nccl-cu13}
 * and so on), whose {@code lib} folders then go into {@code LD_LIBRARY_PATH}.
 *
 * <p>The suites of all backends pass with the natives for processors, and on an H100 with those for
 * GPUs.
 *
 * <p>Where the GPU cannot be used, {@link io.hsicflow.model.torch.TorchBackendProvider} says why
 * and computes on the processor.
 */
package io.hsicflow.model.torch;
