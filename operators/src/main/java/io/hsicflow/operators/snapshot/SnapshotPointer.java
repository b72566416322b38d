package io.hsicflow.operators.snapshot;

/**
 * What a pointer file such as {@code newest} names.
 *
 * @param file the snapshot's file name in the same folder
 * @param step the training steps behind it
 * @param digest its SHA-256, 64 hexadecimal digits
 */
public record SnapshotPointer(String file, long step, String digest) {}
