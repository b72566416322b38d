package io.hsicflow.model.onednn;

import org.bytedeco.javacpp.Pointer;

/** What a primitive reads or writes: numbers in a layout, where they lie. */
record Operand(Layout layout, Pointer at) {}
