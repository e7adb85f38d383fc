package dev.vectide.encoder.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.Identity;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.encoder.Events;
import dev.vectide.encoder.Pictures;
import dev.vectide.encoder.RunningEncoder;
import dev.vectide.encoder.TinyImageModel;
import dev.vectide.encoder.VectorsLog;
import dev.vectide.testing.TestKafka;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Images become vectors by the contract of their space, alone and beside a space of texts. */
class ImagesIT {
    @TempDir
    Path folder;

    private VectideConfig config(String space, String more, String model, String contract) throws IOException {
        Path file = Files.writeString(
                folder.resolve("vectide.yaml"),
                "encoder: {space: " + space + ", more-spaces: [" + more + "]}\n"
                        + "spaces: [{name: pictures, model: " + model + ", " + contract + "}]\n");
        return ConfigReader.read(
                file,
                Map.of(
                        "VECTIDE_KAFKA_BOOTSTRAP", TestKafka.shared().bootstrap(),
                        "VECTIDE_NAMESPACE", TestKafka.namespace(),
                        "VECTIDE_KAFKA_PARTITIONS", "1"));
    }

    private VectideConfig tiny(String space, String more) throws IOException {
        Path model = Files.write(folder.resolve("tiny.onnx"), TinyImageModel.of(4));
        return config(
                space,
                more,
                model.toString(),
                "dimension: 3, normalise: false, precision: full,"
                        + " image: {width: 4, height: 4, channels: bgr, output: embedding}");
    }

    private static Event image(String document, Content.Image image) {
        return Events.of(document, new Identity("/camera", document), image);
    }

    @Test
    void aPictureIsDecodedResizedAndNormalisedByTheContract() throws IOException {
        try (RunningEncoder encoder = new RunningEncoder(tiny("pictures", ""))) {
            encoder.encode(
                    image("plain", Pictures.plain(30, 10, 0xff3300)),
                    image("damaged", new Content.Image("image/png", Bytes.copyOf(new byte[] {1, 2, 3}))),
                    Events.text("text", "t1", "no picture"),
                    image("again", Pictures.plain(30, 10, 0xff3300)),
                    image("other", Pictures.squares(1, 20, "jpg")));

            VectorsLog log = vectors(encoder);
            float[] plain = vector(log, "plain").toArray();
            assertThat(plain).hasSize(3);
            assertThat(plain[0]).isCloseTo(0f, within(1e-6f));
            assertThat(plain[1]).isCloseTo(0.2f, within(1e-6f));
            assertThat(plain[2]).isCloseTo(1f, within(1e-6f));
            assertThat(vector(log, "again")).isEqualTo(vector(log, "plain"));
            assertThat(vector(log, "other")).isNotEqualTo(vector(log, "plain"));
            assertThat(log.of("plain").get(0).chunks().get(0).end()).isZero();
            assertThat(reasons(encoder, 2))
                    .containsExactly(
                            "the image cannot be encoded: its 3 bytes (image/png) are no PNG or JPEG picture",
                            "a text, but space pictures encodes images");
            assertThatThrownBy(() -> encoder.app().encoder().encode(List.of("a query"), InputType.QUERY))
                    .isInstanceOf(EncoderException.class)
                    .hasMessage("space pictures encodes images, not texts");
            log.assertOrderly();
        }
    }

    /** None of them becomes a vector, and the next picture does. */
    @Test
    void aDamagedOrTooLargePictureIsADeadLetterThatSaysWhatIsWrong() throws IOException {
        byte[] png = Pictures.squares(1, 20, "png").data().toArray();
        byte[] jpeg = Pictures.squares(1, 64, "jpg").data().toArray();
        byte[] changed = png.clone();
        changed[60] ^= 1;
        byte[] holed = jpeg.clone();
        Arrays.fill(holed, holed.length * 3 / 4, holed.length * 3 / 4 + 40, (byte) 0x55);
        byte[] huge = png.clone();
        ByteBuffer.wrap(huge).putInt(16, 100_000);
        ByteBuffer.wrap(huge).putInt(29, crc(huge, 12, 29));
        try (RunningEncoder encoder = new RunningEncoder(tiny("pictures", ""))) {
            encoder.encode(
                    image("cut-png", file("png", Arrays.copyOf(png, png.length / 2))),
                    image("cut-jpeg", file("jpeg", Arrays.copyOf(jpeg, jpeg.length * 3 / 4))),
                    image("changed", file("png", changed)),
                    image("holed", file("jpeg", holed)),
                    image("huge", file("png", huge)),
                    image("sound", file("png", png)));

            assertThat(vectors(encoder).embeddings()).extracting(embedding -> embedding.key().document())
                    .containsExactly("sound");
            List<String> reasons = reasons(encoder, 5);
            assertThat(reasons).hasSize(5).allMatch(reason -> reason.startsWith("the image cannot be encoded: the picture is "));
            assertThat(reasons.get(0)).contains("damaged: at byte 33 a chunk of ");
            assertThat(reasons.get(1)).contains("damaged: ");
            assertThat(reasons.get(2)).contains("damaged: at byte 33 a chunk whose check ");
            assertThat(reasons.get(3)).contains("damaged: Corrupt JPEG data: ");
            assertThat(reasons.get(4)).contains("100000 x 20 pixels, at most 50000000 are taken and sides of at most 65535");
        }
    }

    private static int crc(byte[] bytes, int from, int to) {
        CRC32 check = new CRC32();
        check.update(bytes, from, to - from);
        return (int) check.getValue();
    }

    private static Content.Image file(String format, byte[] bytes) {
        return new Content.Image("image/" + format, Bytes.copyOf(bytes));
    }

    /** Each event is encoded into the spaces that take it, and what none takes is one dead letter. */
    @Test
    void besideASpaceOfTextsEachTakesItsOwn() throws IOException {
        try (RunningEncoder encoder = new RunningEncoder(tiny("all-minilm-l6-v2", "pictures"))) {
            encoder.encode(
                    image("picture", Pictures.plain(8, 8, 0x336699)),
                    Events.text("text", "t1", "a text"),
                    Events.of("ready", new Identity("/shop", "r"), new Content.Vector(FloatVector.of(1, 2, 3), "pictures")),
                    Events.of("neither", new Identity("/shop", "n"), new Content.Vector(FloatVector.of(1, 2), "unknown")),
                    Events.delete("picture-gone", "g1"));
            encoder.events.raw(0, "tickets/poison", "no event".getBytes(StandardCharsets.UTF_8), Map.of());
            var last = encoder.events.write(Events.text("last", "l1", "the last one"));
            encoder.awaitDone(List.of(last));
            org.awaitility.Awaitility.await()
                    .atMost(java.time.Duration.ofMinutes(1))
                    .until(() -> pictures(encoder).progress(0) > last.offset());

            VectorsLog texts = encoder.vectors();
            VectorsLog pictures = pictures(encoder);
            assertThat(texts.embeddings()).extracting(embedding -> embedding.key().document())
                    .containsExactly("text", "last");
            assertThat(pictures.embeddings()).extracting(embedding -> embedding.key().document())
                    .containsExactly("picture", "ready");
            assertThat(texts.tombstones()).hasSize(1);
            assertThat(pictures.tombstones()).hasSize(1);
            List<String> reasons = reasons(encoder, 2);
            assertThat(reasons).hasSize(2);
            assertThat(reasons.get(0)).startsWith("a vector of space unknown where all-minilm-l6-v2-");
            assertThat(reasons.get(1)).startsWith("not an event: ");
            texts.assertOrderly();
            pictures.assertOrderly();
        }
    }

    /** A real network: pooled features of a detector's backbone. */
    @Test
    @EnabledIfEnvironmentVariable(named = "VECTIDE_DATA", matches = ".+")
    void aRealImageEncoderTellsPicturesApart() throws IOException {
        String model = Path.of(System.getenv("VECTIDE_DATA"), "image_encoder", "fastestdet-embedding.onnx").toString();
        String contract = "dimension: 336, normalise: true, precision: full,"
                + " image: {width: 352, height: 352, channels: bgr, output: embedding}";
        try (RunningEncoder encoder = new RunningEncoder(config("pictures", "", model, contract))) {
            encoder.encode(
                    image("one", Pictures.squares(1, 200, "png")),
                    image("two", Pictures.squares(2, 200, "png")),
                    image("one-again", Pictures.squares(1, 200, "png")),
                    image("one-larger", Pictures.squares(1, 400, "png")));

            VectorsLog log = vectors(encoder);
            FloatVector one = vector(log, "one");
            assertThat(one.dimension()).isEqualTo(336);
            assertThat(one.norm()).isCloseTo(1, within(1e-5));
            assertThat(vector(log, "one-again")).isEqualTo(one);
            assertThat(cosine(one, vector(log, "one-larger"))).isGreaterThan(cosine(one, vector(log, "two")));
            assertThat(cosine(one, vector(log, "two"))).isLessThan(0.999);
        }
    }

    private static double cosine(FloatVector one, FloatVector other) {
        double sum = 0;
        for (int i = 0; i < one.dimension(); i++) {
            sum += (double) one.get(i) * other.get(i);
        }
        return sum;
    }

    private static VectorsLog vectors(RunningEncoder encoder) {
        return RunningEncoder.vectors(encoder.config, encoder.app().space());
    }

    private static VectorsLog pictures(RunningEncoder encoder) {
        return RunningEncoder.vectors(encoder.config, encoder.app().spaces().get(1));
    }

    private static FloatVector vector(VectorsLog log, String document) {
        List<Embedding> records = log.of(document);
        assertThat(records).hasSize(1);
        return records.get(0).chunks().get(0).vector();
    }

    private static List<String> reasons(RunningEncoder encoder, int least) {
        return encoder.deadLetters(least).stream()
                .map(letter -> letter.headers().lastHeader("__streams.errors.message").value())
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .toList();
    }
}
