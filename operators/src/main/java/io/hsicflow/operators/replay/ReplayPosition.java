package io.hsicflow.operators.replay;

/**
 * Where a replay stands; kept in state.
 *
 * @param policy the name of the {@link ReplayKind} whose images are held
 * @param fresh the number of the next fresh image
 */
public record ReplayPosition(String policy, long fresh) {}
