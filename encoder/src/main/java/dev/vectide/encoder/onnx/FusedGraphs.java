package dev.vectide.encoder.onnx;

import dev.vectide.core.space.Space;
import dev.vectide.encoder.graph.FusedBert;
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
 * Fused graphs, kept by what they were made of and each beside its own hash: a graph is made once, verified once, and made
 * again where its file is damaged.
 */
final class FusedGraphs {
    private static final Logger LOG = LoggerFactory.getLogger(FusedGraphs.class);

    private final Path folder;

    FusedGraphs(Path folder) {
        this.folder = folder;
    }

    /** Finds out whether a graph answers as the export does; its exception says where it does not. */
    @FunctionalInterface
    interface Check {
        void verify(Graph fused);
    }

    /**
     * @param half whether of half precision
     * @param check run on a graph that is new
     * @throws dev.vectide.encoder.graph.UnknownGraphException if the model is of no known family
     * @throws IOException if the folder cannot be written to
     */
    Graph of(ModelFiles files, boolean half, Check check) throws IOException {
        Path graph = folder.resolve(name(files.space(), half) + ".onnx");
        Path hash = folder.resolve(name(files.space(), half) + ".sha256");
        String variant = (half ? "fused-fp16-" : "fused-") + FusedBert.VERSION;
        if (Files.isRegularFile(graph) && Files.isRegularFile(hash)) {
            byte[] bytes = Files.readAllBytes(graph);
            if (Hashes.sha256(bytes).equals(Files.readString(hash).trim())) {
                return new Graph(bytes, variant, true);
            }
            LOG.warn("{} is damaged and made again", graph);
        }
        Files.createDirectories(folder);
        Path making = Files.createTempFile(folder, "making", ".onnx");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(making), 1 << 20)) {
                FusedBert.write(files.model(), files.space(), half, out);
            }
            Graph made = new Graph(Files.readAllBytes(making), variant, true);
            check.verify(made);
            Files.writeString(hash, Hashes.sha256(made.bytes()));
            Files.move(making, graph, StandardCopyOption.ATOMIC_MOVE);
            LOG.info("space {}: fused graph made and verified", files.space().name());
            return made;
        } finally {
            Files.deleteIfExists(making);
        }
    }

    private static String name(Space space, boolean half) {
        String what = String.join(
                " ",
                space.modelSha256(),
                space.pooling().name(),
                Boolean.toString(space.normalised()),
                FusedBert.VERSION,
                half ? "fp16" : "fp32");
        return Hashes.sha256(what.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }
}
