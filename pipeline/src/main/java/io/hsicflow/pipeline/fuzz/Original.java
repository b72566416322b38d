package io.hsicflow.pipeline.fuzz;

import io.hsicflow.model.image.ImageFormat;

/** An honest image file. */
record Original(ImageFormat format, byte[] file) {}
