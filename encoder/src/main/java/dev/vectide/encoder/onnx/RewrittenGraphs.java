package dev.vectide.encoder.onnx;

import dev.vectide.core.space.Space;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rewritten graphs, kept by what they were made of and each beside its own hash: a graph is made once, verified once, and made
 * again where its file is damaged.
 */
final class RewrittenGraphs {
    private static final Logger LOG = LoggerFactory.getLogger(RewrittenGraphs.class);

    private final Path folder;

    RewrittenGraphs(Path folder) {
        this.folder = folder;
    }

    /** Finds out whether a graph answers as the export does; its exception says where it does not. */
    @FunctionalInterface
    interface Check {
        void verify(Graph made);
    }

    /**
     * @param check run on a graph that is new
     * @throws dev.vectide.encoder.graph.UnknownGraphException if the model is not one that this can be made of
     * @throws IOException if the folder cannot be written to
     */
    Graph of(ModelFiles files, Rewrite rewrite, Check check) throws IOException {
        Path graph = folder.resolve(name(files.space(), rewrite) + ".onnx");
        Path hash = folder.resolve(name(files.space(), rewrite) + ".sha256");
        if (Files.isRegularFile(graph) && Files.isRegularFile(hash)) {
            // As it is: what is damaged need not be text.
            String expected = new String(Files.readAllBytes(hash), StandardCharsets.ISO_8859_1).trim();
            if (Hashes.sha256(graph).equals(expected)) {
                return new Graph(graph, null, rewrite.variant(), true);
            }
            LOG.warn("{} is damaged and made again", graph);
        }
        Files.createDirectories(folder);
        Path making = Files.createTempFile(folder, "making", ".onnx");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(making), 1 << 20)) {
                rewrite.write(files, out);
            }
            check.verify(new Graph(making, null, rewrite.variant(), true));
            Files.writeString(hash, Hashes.sha256(making));
            Files.move(making, graph, StandardCopyOption.ATOMIC_MOVE);
            LOG.info("space {}: graph {} made and verified", files.space().name(), rewrite.variant());
            return new Graph(graph, null, rewrite.variant(), true);
        } finally {
            Files.deleteIfExists(making);
        }
    }

    private static String name(Space space, Rewrite rewrite) {
        String what = String.join(
                " ",
                space.modelSha256(),
                space.pooling().name(),
                Boolean.toString(space.normalised()),
                rewrite.variant());
        return Hashes.sha256(what.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }
}
