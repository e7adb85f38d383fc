package dev.vectide.encoder.onnx;

import dev.vectide.core.config.ConfigException;
import dev.vectide.core.config.SpaceSource;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.space.ImageContract;
import dev.vectide.core.space.Pooling;
import dev.vectide.core.space.Precision;
import dev.vectide.core.space.Space;
import dev.vectide.core.transform.VectorMapFile;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The spaces that can be had by name: the built-in ones, whose weights come from Maven Central, and the configured ones. Of the
 * built-in ones the model cards say: MiniLM takes the mean over at most 256 tokens; BGE the first token of at most 512, with an
 * instruction before queries; E5 the mean over at most 512, with a word before queries and one before passages.
 */
final class ModelCatalogue {
    private static final int DIMENSION = 384;
    private static final String MINILM_TOKENIZER = "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0";
    private static final String BERT_TOKENIZER = "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66";
    private static final String BGE_QUERY = "Represent this sentence for searching relevant passages: ";

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Derivation> derived = new LinkedHashMap<>();

    /** @param path of the settings that define it */
    private record Derivation(String path, String name, String base, ConfiguredFile file) {
        ModelFiles of(ModelFiles source) {
            VectorMapFile read;
            try {
                read = VectorMapFile.fromBytes(file.read());
            } catch (IllegalArgumentException e) {
                throw wrong(file.setting(), file.file(), "expected a transform: " + e.getMessage());
            }
            if (!read.source().equals(source.space().fingerprint())) {
                throw wrong(file.setting(), file.file(), "the transform was fitted in the space with fingerprint "
                        + read.source().short8() + "…, not in " + source.space().qualifiedName());
            }
            if (source.space().image() != null || read.map().dimension() != source.space().dimension()) {
                throw wrong(path + ".base", base, "expected a space of texts of dimension " + read.map().dimension());
            }
            Space space = source.space().transformedBy(name, read.map().fingerprint());
            return new ModelFiles(
                    source.space(), source.model(), source.tokenizer(), new ModelFiles.Derived(space, read.map()));
        }
    }

    /** @param files those of the settings, which may not be there */
    private record Entry(Source model, Source tokenizer, Contract contract, List<ConfiguredFile> files) {}

    private record Contract(
            Pooling pooling,
            String queryPrefix,
            String documentPrefix,
            int maxTokens,
            int dimension,
            boolean normalise,
            Precision precision,
            @Nullable ImageContract image) {
        Contract int8() {
            return new Contract(
                    pooling, queryPrefix, documentPrefix, maxTokens, dimension, normalise, Precision.INT8, image);
        }
    }

    @FunctionalInterface
    private interface Source {
        byte[] read() throws IOException;
    }

    ModelCatalogue(List<SpaceSource> configured) {
        Contract minilm = new Contract(Pooling.MEAN, "", "", 256, DIMENSION, true, Precision.FULL, null);
        Contract bge = new Contract(Pooling.CLS, BGE_QUERY, "", 512, DIMENSION, true, Precision.FULL, null);
        Contract e5 = new Contract(Pooling.MEAN, "query: ", "passage: ", 512, DIMENSION, true, Precision.FULL, null);
        builtIn(
                "all-minilm-l6-v2",
                minilm,
                jar("all-minilm-l6-v2", "1.20.0-beta30", 83),
                "all-minilm-l6-v2",
                "759c3cd2b7fe7e93933ad23c4c9181b7396442a2ed746ec7c1d46192c469c46e",
                MINILM_TOKENIZER);
        builtIn(
                "all-minilm-l6-v2-int8",
                minilm.int8(),
                jar("all-minilm-l6-v2-q", "1.20.0-beta30", 16),
                "all-minilm-l6-v2-q",
                "afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1",
                MINILM_TOKENIZER);
        builtIn(
                "bge-small-en-v1.5",
                bge,
                jar("bge-small-en-v15", "1.20.0-beta30", 78),
                "bge-small-en-v1.5",
                "828e1496d7fabb79cfa4dcd84fa38625c0d3d21da474a00f08db0f559940cf35",
                BERT_TOKENIZER);
        builtIn(
                "bge-small-en-v1.5-int8",
                bge.int8(),
                jar("bge-small-en-v15-q", "1.20.0-beta30", 25),
                "bge-small-en-v1.5-q",
                "6c9c6101a956d62dfb5e7190c538226c0c5bb9cb27b651234b6df063ee7dbfe4",
                BERT_TOKENIZER);
        builtIn(
                "e5-small-v2",
                e5,
                jar("e5-small-v2", "1.17.0-beta27", 79),
                "e5-small-v2",
                "b2a43b66f7f9b6f29643a21340ad7c03d2d91e6bd5d43429a77799a9ee880eb0",
                BERT_TOKENIZER);
        builtIn(
                "e5-small-v2-int8",
                e5.int8(),
                jar("e5-small-v2-q", "1.11.0-beta19", 25),
                "e5-small-v2-q",
                "7d9092cb25f2bd1c023b7e8d2aa459044a02030ac880e5a59fdaf27af69f1ded",
                BERT_TOKENIZER);
        for (int i = 0; i < configured.size(); i++) {
            add("spaces[" + i + "]", configured.get(i));
        }
    }

    /** What {@link #load} would refuse, told without reading a model. */
    void check(String setting, String name) {
        Derivation derivation = derived.get(name);
        if (derivation == null) {
            entry(setting, name, all()).files.forEach(ConfiguredFile::check);
        } else {
            derivation.file.check();
            entry(derivation.path + ".base", derivation.base, entries.keySet()).files.forEach(ConfiguredFile::check);
        }
    }

    /**
     * Reads and hashes the model's files.
     *
     * @param setting that names the space
     * @throws ConfigException if there is no such space, or a file of a configured one cannot be read
     */
    ModelFiles load(String setting, String name) {
        Derivation derivation = derived.get(name);
        return derivation == null
                ? loadOwn(name, entry(setting, name, all()))
                : derivation.of(
                        loadOwn(derivation.base, entry(derivation.path + ".base", derivation.base, entries.keySet())));
    }

    private static ModelFiles loadOwn(String name, Entry entry) {
        try {
            byte[] model = entry.model.read();
            byte[] tokenizer = entry.tokenizer.read();
            Contract contract = entry.contract;
            Space space = new Space(
                    name,
                    Hashes.sha256(model),
                    Hashes.sha256(tokenizer),
                    contract.pooling,
                    contract.queryPrefix,
                    contract.documentPrefix,
                    contract.maxTokens,
                    contract.dimension,
                    contract.normalise,
                    contract.precision,
                    contract.image,
                    null);
            return new ModelFiles(space, model, tokenizer);
        } catch (IOException e) {
            throw new EncoderException("space " + name + ": its files cannot be read: " + e.getMessage(), e);
        }
    }

    /** @param expected the spaces that may be named there: a base is a space of a model */
    private Entry entry(String setting, String name, Collection<String> expected) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw wrong(setting, name, "unknown space; expected one of " + List.copyOf(expected));
        }
        return entry;
    }

    private List<String> all() {
        return Stream.concat(entries.keySet().stream(), derived.keySet().stream()).toList();
    }

    /** @param file name of the files in the jar, without their endings */
    private void builtIn(
            String name, Contract contract, WeightJar jar, String file, String modelSha256, String tokenizerSha256) {
        entries.put(
                name,
                new Entry(
                        () -> checked(name, jar.read(name, file + ".onnx"), file + ".onnx", modelSha256),
                        () -> checked(
                                name, jar.read(name, file + "-tokenizer.json"), file + "-tokenizer.json", tokenizerSha256),
                        contract,
                        List.of()));
    }

    private static byte[] checked(String space, byte[] bytes, String file, String sha256) throws IOException {
        if (!Hashes.sha256(bytes).equals(sha256)) {
            throw new IOException(file + " is not what it was when " + space + " was made: its SHA-256 is " + Hashes.sha256(bytes));
        }
        return bytes;
    }

    private static WeightJar jar(String model, String version, int megabytes) {
        return new WeightJar("langchain4j-embeddings-" + model, version, megabytes);
    }

    private void add(String path, SpaceSource source) {
        String name = source.name();
        if (entries.containsKey(name) || derived.containsKey(name)) {
            throw wrong(path + ".name", name, "defined twice; a space's name is immutable");
        }
        if (source.base() != null) {
            ConfiguredFile file = new ConfiguredFile(path + ".transform", Objects.requireNonNull(source.transform()));
            derived.put(name, new Derivation(path, name, source.base(), file));
        } else {
            entries.put(name, entry(path, source));
        }
    }

    private static Entry entry(String path, SpaceSource source) {
        ConfiguredFile model = new ConfiguredFile(path + ".model", Objects.requireNonNull(source.model()));
        Optional<ConfiguredFile> tokenizer =
                Optional.ofNullable(source.tokenizer()).map(file -> new ConfiguredFile(path + ".tokenizer", file));
        return new Entry(
                model::read,
                () -> tokenizer.map(ConfiguredFile::read).orElse(new byte[0]),
                new Contract(
                        source.pooling() == null ? Pooling.NONE : source.pooling(),
                        orEmpty(source.queryPrefix()),
                        orEmpty(source.documentPrefix()),
                        source.maxTokens() == null ? 0 : source.maxTokens(),
                        Objects.requireNonNull(source.dimension()),
                        Objects.requireNonNull(source.normalise()),
                        Objects.requireNonNull(source.precision()),
                        source.image() == null ? null : source.image().contract()),
                Stream.concat(Stream.of(model), tokenizer.stream()).toList());
    }

    private static ConfigException wrong(String setting, String value, String expected) {
        return new ConfigException("settings", setting, value, expected);
    }

    private static String orEmpty(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
