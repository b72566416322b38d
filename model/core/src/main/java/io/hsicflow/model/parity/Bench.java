package io.hsicflow.model.parity;

import io.hsicflow.model.backend.Backend;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a backend is checked on.
 *
 * @param backend the backend under test; stays open
 * @param inDouble opens a backend of double precision, the same or another, where there is one: in
 *     float it decides the rectifiers that rounding turned
 */
public record Bench(Backend backend, Optional<Supplier<Backend>> inDouble) {}
