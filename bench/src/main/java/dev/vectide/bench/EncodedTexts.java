package dev.vectide.bench;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.space.Space;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.encoder.EncoderApp;
import dev.vectide.encoder.TextModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Texts as a model encodes them. Vectors are kept in the user's cache, in {@code bench/HASH.vectors}: little-endian floats,
 * one vector after another, under a hash over the space and the texts.
 *
 * @param vectors in the order of the texts
 */
public record EncodedTexts(Space space, List<String> texts, List<FloatVector> vectors) {
    private static final int BATCH = 32;

    /** @param space name of a built-in space */
    public static EncodedTexts of(String space, List<String> texts, Consumer<String> progress) throws IOException {
        Map<String, String> settings = Map.of("VECTIDE_ENCODER_SPACE", space, "VECTIDE_ENCODER_DEVICE", "cpu");
        try (TextModel model = (TextModel) EncoderApp.load(ConfigReader.read(null, settings)).get(0)) {
            Path file = file(model.space(), texts);
            if (!Files.exists(file)) {
                progress.accept("encoding " + texts.size() + " texts in " + space + ", once");
                write(file, encode(model, texts));
            }
            return new EncodedTexts(model.space(), texts, read(file, model.space().dimension()));
        }
    }

    /** Texts of like length side by side, on all processors. */
    private static List<FloatVector> encode(TextModel model, List<String> texts) {
        List<Integer> order = IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> texts.get(i).length()))
                .toList();
        FloatVector[] vectors = new FloatVector[texts.size()];
        IntStream.range(0, (texts.size() + BATCH - 1) / BATCH).parallel().forEach(batch -> {
            List<Integer> members = order.subList(batch * BATCH, Math.min(texts.size(), (batch + 1) * BATCH));
            List<Encoded> encoded =
                    model.encode(members.stream().map(texts::get).toList(), InputType.DOCUMENT);
            for (int i = 0; i < members.size(); i++) {
                vectors[members.get(i)] = encoded.get(i).vector();
            }
        });
        return List.of(vectors);
    }

    private static void write(Path file, List<FloatVector> vectors) throws IOException {
        Files.createDirectories(file.getParent());
        Path aside = Files.createTempFile(file.getParent(), "new", ".vectors");
        try (var out = Files.newOutputStream(aside)) {
            for (FloatVector vector : vectors) {
                out.write(vector.toLittleEndian());
            }
        }
        Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static List<FloatVector> read(Path file, int dimension) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        List<FloatVector> vectors = new ArrayList<>();
        int size = dimension * Float.BYTES;
        for (int at = 0; at < bytes.capacity(); at += size) {
            vectors.add(FloatVector.fromLittleEndian(bytes.slice(at, size)));
        }
        return vectors;
    }

    private static Path file(Space space, List<String> texts) {
        String base = System.getenv("XDG_CACHE_HOME");
        Path cache = base == null || base.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(base);
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            hash.update(space.fingerprint().toBytes());
            texts.forEach(text -> hash.update((text + "\n").getBytes(StandardCharsets.UTF_8)));
            return cache.resolve(
                    Path.of("vectide", "bench", HexFormat.of().formatHex(hash.digest(), 0, 8) + ".vectors"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
