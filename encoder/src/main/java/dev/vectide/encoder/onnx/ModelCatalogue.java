package dev.vectide.encoder.onnx;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.space.ImageContract;
import dev.vectide.core.space.Pooling;
import dev.vectide.core.space.Precision;
import dev.vectide.core.space.Space;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The spaces that can be had by name: the built-in ones, whose weights are on the class path, and the configured ones. */
final class ModelCatalogue {
    private static final int MINILM_TOKENS = 256;
    private static final int MINILM_DIMENSION = 384;

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(Source model, Source tokenizer, Contract contract) {}

    private record Contract(
            Pooling pooling,
            String queryPrefix,
            String documentPrefix,
            int maxTokens,
            int dimension,
            boolean normalise,
            Precision precision,
            @Nullable ImageContract image) {}

    @FunctionalInterface
    private interface Source {
        byte[] read() throws IOException;
    }

    ModelCatalogue(List<VectideConfig.SpaceSource> configured) {
        builtIn("all-minilm-l6-v2", "all-minilm-l6-v2", Precision.FULL);
        builtIn("all-minilm-l6-v2-int8", "all-minilm-l6-v2-q", Precision.INT8);
        configured.forEach(this::add);
    }

    /** Reads and hashes the model's files; refuses an unknown name, listing the known. */
    ModelFiles load(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException(
                    "encoder.space = " + name + ": unknown space; expected one of " + entries.keySet());
        }
        try {
            byte[] model = entry.model.read();
            byte[] tokenizer = entry.tokenizer.read();
            Contract contract = entry.contract;
            Space space = new Space(
                    name,
                    sha256(model),
                    sha256(tokenizer),
                    contract.pooling,
                    contract.queryPrefix,
                    contract.documentPrefix,
                    contract.maxTokens,
                    contract.dimension,
                    contract.normalise,
                    contract.precision,
                    contract.image);
            return new ModelFiles(space, model, tokenizer);
        } catch (IOException e) {
            throw new UncheckedIOException("space " + name + ": its files cannot be read: " + e.getMessage(), e);
        }
    }

    private void builtIn(String name, String resource, Precision precision) {
        entries.put(
                name,
                new Entry(
                        () -> resource("/" + resource + ".onnx"),
                        () -> resource("/" + resource + "-tokenizer.json"),
                        new Contract(Pooling.MEAN, "", "", MINILM_TOKENS, MINILM_DIMENSION, true, precision, null)));
    }

    private void add(VectideConfig.SpaceSource source) {
        Entry entry = new Entry(
                () -> Files.readAllBytes(Path.of(source.model())),
                () -> source.tokenizer() == null ? new byte[0] : Files.readAllBytes(Path.of(source.tokenizer())),
                new Contract(
                        source.pooling() == null ? Pooling.NONE : source.pooling(),
                        orEmpty(source.queryPrefix()),
                        orEmpty(source.documentPrefix()),
                        source.maxTokens() == null ? 0 : source.maxTokens(),
                        source.dimension(),
                        source.normalise(),
                        source.precision(),
                        source.image() == null ? null : source.image().contract()));
        if (entries.put(source.name(), entry) != null) {
            throw new IllegalArgumentException("spaces: " + source.name() + " is defined twice; a space's name is immutable");
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ModelCatalogue.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is not on the class path");
            }
            return in.readAllBytes();
        }
    }

    private static String orEmpty(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
