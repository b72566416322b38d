/**
 * The tensor backend on ND4J, twice.
 *
 * <p>On processors ({@code Nd4jBackend}) convolutions run in ND4J, in float on oneDNN with channels
 * last; products in OpenBLAS; the rest in the Java loops of {@link io.hsicflow.model.host} over the
 * same native memory. Every primitive runs on the thread that calls it; two threads are used by two
 * tasks side by side.
 *
 * <p>On NVIDIA GPUs ({@code ArrayBackend}, in a build with {@code -Pnd4j-cuda}) all primitives are
 * operations of ND4J's on its arrays, which lie where its build computes. The calls are the same in
 * its build for processors, on which they are tested; the kernels behind them are others. The
 * machine brings NVIDIA's driver and, of CUDA 11.6 or a later 11, {@code libcudart.so.11.0}, {@code
 * libcublas.so.11}, {@code libcublasLt.so.11} and {@code libcusolver.so.11} where the system finds
 * libraries, such as in {@code LD_LIBRARY_PATH}.
 */
package io.hsicflow.model.nd4j;
