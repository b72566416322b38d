/**
 * What backends on the CPU share: native memory that is reused from step to step, two lanes of
 * threads, and all primitives but convolutions and products as Java loops, which the compiler
 * vectorises and which cost less than a library's eager calls.
 *
 * <p>A backend extends {@link io.hsicflow.model.host.HostBackend} and brings a library for the
 * rest.
 */
package io.hsicflow.model.host;
