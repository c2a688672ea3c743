package io.copytaster.model.checkpoint;

import java.nio.file.Path;

/**
 * An adapter, apart from what it lies over.
 *
 * @param name of the base, as {@code base_model} has it
 * @param directory where the base is
 */
public record AdaptedBase(String name, Path directory, LoraAdapter adapter) {}
