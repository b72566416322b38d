package io.hsicflow.operators.snapshot;

import io.hsicflow.model.snapshot.EncoderSnapshot;

/**
 * A snapshot that lies in the store.
 *
 * @param location the full path of its file
 * @param snapshot as it was stored, with its attempt
 */
public record StoredSnapshot(String location, EncoderSnapshot snapshot) {}
