package dev.vectide.encoder.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A graph to run in place of a model: in a file, which the runtime reads without a copy in the heap, or in memory.
 *
 * @param file of ONNX, or null
 * @param bytes of ONNX, not to be written to; null where there is a file
 * @param variant as the producer stamp has it
 * @param pools whether its output is one vector a text, as the space has it
 */
record Graph(@Nullable Path file, byte @Nullable [] bytes, String variant, boolean pools) {
    /** The model as it was exported. */
    static Graph export(ModelFiles files) {
        return new Graph(null, files.model(), "export", false);
    }

    /** A copy, or what is in memory. */
    byte[] read() throws IOException {
        return file == null ? Objects.requireNonNull(bytes) : Files.readAllBytes(file);
    }
}
