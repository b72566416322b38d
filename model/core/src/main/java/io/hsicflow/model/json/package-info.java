/**
 * A small, bounded JSON reader and writer: enough for the header of a safetensors file and for
 * settings kept as text, and nothing that a hostile file could turn into unbounded memory or
 * recursion.
 */
package io.hsicflow.model.json;
