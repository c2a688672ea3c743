/** Weights at rest: safetensors files, and the weights inside ONNX files. */
@NullMarked
package io.copytaster.model.tensors;

import org.jspecify.annotations.NullMarked;
