package dev.vectide.testing.fuzz;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.vectide.core.config.ConfigException;
import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.embedding.Chunk;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import dev.vectide.core.position.Position;
import dev.vectide.core.space.Fingerprint;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.core.wire.AlertEvent;
import dev.vectide.core.wire.CanaryCodec;
import dev.vectide.core.wire.EmbeddingView;
import dev.vectide.core.wire.EventCodec;
import dev.vectide.core.wire.EventLimits;
import dev.vectide.core.wire.EventReader;
import dev.vectide.core.wire.FieldNames;
import dev.vectide.core.wire.Headers;
import dev.vectide.core.wire.MalformedRecordException;
import dev.vectide.core.wire.NewerFormatException;
import dev.vectide.core.wire.VectorsCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parsers of core. */
public final class CoreTargets {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final EventReader READER =
            new EventReader(new EventLimits(10_000, Duration.ofMinutes(5)), FieldNames.PLAIN);

    private CoreTargets() {}

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Events in JSON, plain and as CloudEvents; what is accepted must survive its way through the events topic. */
    public static final class EventJson implements FuzzTarget {
        @Override
        public List<byte[]> seeds() {
            return List.of(
                    utf8("""
                            {"id": "a", "stream": "s", "time": "2026-01-02T05:04:05.6789+02:00", "text": "ä 😀",
                             "attributes": {"s": "x", "n": 3, "f": 0.5, "b": true, "l": ["p", "q"], "none": null}}"""),
                    utf8("{\"id\": 17, \"vector\": [1, -2.5e-3, 0], \"space\": \"demo\", \"time\": 1767225600000}"),
                    utf8("{\"id\": \"i\", \"image\": \"AQI=\", \"content_type\": \"image/png\"}"),
                    utf8("""
                            {"specversion": "1.0", "id": "e", "source": "/s", "type": "t", "subject": "d", "stream": "s",
                             "datacontenttype": "application/json", "data": {"id": "d", "text": "x"}, "team": "office"}"""),
                    utf8("""
                            {"specversion": "1.0", "id": "e", "source": "/s", "type": "t", "datacontenttype": "image/png",
                             "data_base64": "AQI="}"""));
        }

        @Override
        public void parse(byte[] input) {
            if (READER.read(input, "s", NOW, Origin.LIVE) instanceof dev.vectide.core.wire.Reading.Accepted accepted
                    && !EventCodec.decode(EventCodec.encode(accepted.event())).equals(accepted.event())) {
                throw new IllegalStateException("an event that was accepted is another one behind its codec");
            }
        }
    }

    /** CloudEvents in binary mode: lines of attributes, an empty line, the data. */
    public static final class CloudEventBinary implements FuzzTarget {
        @Override
        public List<byte[]> seeds() {
            return List.of(
                    utf8("specversion: 1.0\nid: e\nsource: /s\ntype: t\nsubject: d\ncontent: text/plain; charset=utf-8\n\nä text"),
                    utf8("specversion: 1.0\nid: e\nsource: /s\ntype: t\nstream: other\ncontent: application/json\n\n{\"text\":\"x\"}"),
                    utf8("specversion: 1.0\nid: e\nsource: /s\ntype: t\ntime: 2026-01-01T00:00:00Z\ncontent: image/png\n\n12"));
        }

        @Override
        public void parse(byte[] input) {
            String text = new String(input, StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\n\n");
            Map<String, String> attributes = new HashMap<>();
            for (String line : text.substring(0, Math.max(0, end)).split("\n")) {
                int colon = line.indexOf(": ");
                if (colon > 0) {
                    attributes.put(line.substring(0, colon), line.substring(colon + 2));
                }
            }
            byte[] body = Arrays.copyOfRange(input, end < 0 ? 0 : end + 2, input.length);
            READER.binary(attributes, attributes.remove("content"), body, "s", NOW, Origin.LIVE);
        }
    }

    /** Protobuf of the events topic. */
    public static final class EventProtobuf implements FuzzTarget {
        @Override
        public List<byte[]> seeds() {
            DocumentKey key = new DocumentKey("s", "d");
            Map<String, Object> attributes = Map.of("s", "x", "n", 3L, "f", 0.5, "b", true, "l", List.of("p"));
            List<byte[]> seeds = new ArrayList<>();
            for (Content content : List.of(
                    new Content.Text("a text"),
                    new Content.Image("image/png", Bytes.copyOf(new byte[] {1, 2})),
                    new Content.Vector(FloatVector.of(1, 2, 3), "demo"),
                    new Content.Deleted())) {
                seeds.add(EventCodec.encode(
                        new Event(key, new Identity("/s", "1"), NOW, content, attributes, Origin.LIVE)));
            }
            return seeds;
        }

        @Override
        public void parse(byte[] input) {
            try {
                EventCodec.decode(input);
            } catch (MalformedRecordException | NewerFormatException e) {
                // As declared.
            }
        }
    }

    /** Protobuf of the vectors topic: key, value and the header of the format, with lengths before the first two. */
    public static final class VectorsProtobuf implements FuzzTarget {
        private static final byte[] FORMAT = utf8("1");

        @Override
        public List<byte[]> seeds() {
            // An event's bytes are a message with fields of the same kinds, and the fields of progress are few.
            List<byte[]> seeds = new ArrayList<>();
            for (byte[] event : new EventProtobuf().seeds()) {
                seeds.add(joined(utf8("s/d"), event));
            }
            seeds.add(joined(new byte[] {0}, new byte[] {8, 1, 16, 5, 26, 6, 10, 1, 's', 16, 9}));
            seeds.add(joined(utf8("s/d"), new byte[0]));
            return seeds;
        }

        private static byte[] joined(byte[] key, byte[] value) {
            byte[] all = Arrays.copyOf(new byte[] {(byte) key.length}, 1 + key.length + value.length);
            System.arraycopy(key, 0, all, 1, key.length);
            System.arraycopy(value, 0, all, 1 + key.length, value.length);
            return all;
        }

        @Override
        public void parse(byte[] input) {
            int length = input.length == 0 ? 0 : Math.min(input[0] & 0xff, input.length - 1);
            byte[] key = Arrays.copyOfRange(input, Math.min(1, input.length), Math.min(1, input.length) + length);
            byte[] value = Arrays.copyOfRange(input, Math.min(input.length, 1 + length), input.length);
            try {
                VectorsCodec.decode(key, value.length == 0 ? null : value, name -> name.equals(Headers.FORMAT) ? FORMAT : null);
                CanaryCodec.decode(value, FORMAT);
            } catch (MalformedRecordException | NewerFormatException e) {
                // As declared.
            }
        }
    }

    /** The view of an embedding: what the whole record's reader takes it takes too, and says the same of it. */
    public static final class EmbeddingViews implements FuzzTarget {
        @Override
        public List<byte[]> seeds() {
            List<Chunk> chunks = List.of(new Chunk(0, 3, FloatVector.of(1, 2)), new Chunk(3, 6, FloatVector.of(3, 4)));
            List<byte[]> seeds = new ArrayList<>();
            for (Content content : List.of(
                    new Content.Text("a text"), new Content.Image("image/png", Bytes.copyOf(new byte[] {1, 2})))) {
                seeds.add(VectorsCodec.encode(new Embedding(
                                new DocumentKey("s", "d"), new Identity("/s", "1"), Fingerprint.of(new byte[32]), "p", NOW, null,
                                Origin.REPLAY, true, false, content, Bytes.copyOf(new byte[32]), Map.of("n", 3L),
                                new SourcePosition(2, 7), chunks))
                        .value());
            }
            return seeds;
        }

        @Override
        public void parse(byte[] input) {
            EmbeddingView view = view(input);
            Embedding whole;
            try {
                whole = VectorsCodec.decodeEmbedding(input);
            } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
                return; // It checks more.
            }
            if (view == null) {
                throw new AssertionError("refused: " + whole);
            }
            String text = whole.content() instanceof Content.Text content ? content.text() : null;
            same(view.key(), whole.key());
            same(view.source(), whole.source());
            same(view.origin(), whole.origin());
            same(view.repeat(), whole.repeat());
            same(view.eventTimeMs(), whole.eventTime().toEpochMilli());
            same(view.fingerprint(), whole.fingerprint());
            same(view.attributes(), whole.attributes());
            same(String.valueOf(view.text()), String.valueOf(text));
            same(FloatVector.owning(view.vector()), whole.chunks().get(0).vector());
        }

        /** Null if it is refused, as declared. */
        private static @Nullable EmbeddingView view(byte[] input) {
            try {
                EmbeddingView view = EmbeddingView.of(input, name -> null);
                view.vector();
                view.text();
                view.attributes();
                view.fingerprint();
                return view;
            } catch (MalformedRecordException e) {
                return null;
            }
        }

        private static void same(Object one, Object other) {
            if (!one.equals(other)) {
                throw new AssertionError(one + ", the whole says " + other);
            }
        }
    }

    /** Alerts as CloudEvents, and positions, which come as headers. */
    public static final class AlertAndPosition implements FuzzTarget {
        @Override
        public List<byte[]> seeds() {
            return List.of(utf8("0:123,2:44"), utf8("{\"specversion\":\"1.0\",\"data\":{\"format\":1,\"id\":\"a\","
                    + "\"stream\":\"s\",\"space\":\"p\",\"detector\":\"drift\",\"state\":\"firing\",\"severity\":\"warning\","
                    + "\"openedAt\":\"2026-01-01T00:00:00Z\",\"updatedAt\":\"2026-01-01T00:00:00Z\",\"summary\":\"x\","
                    + "\"figures\":{\"a\":1.5},\"evidence\":[],\"dimensions\":[1]}}"));
        }

        @Override
        public void parse(byte[] input) {
            try {
                Position.parse(new String(input, StandardCharsets.ISO_8859_1));
            } catch (IllegalArgumentException e) {
                // As declared.
            }
            try {
                AlertEvent.decode(input);
            } catch (MalformedRecordException e) {
                // As declared.
            }
        }
    }

    /** Settings. */
    public static final class Configuration implements FuzzTarget {
        private final Path file = temporary();

        private static Path temporary() {
            try {
                Path file = Files.createTempFile("vectide-fuzz", ".yaml");
                file.toFile().deleteOnExit();
                return file;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public List<byte[]> seeds() {
            return List.of(
                    utf8(ConfigReader.referenceText()),
                    utf8("""
                            namespace: a
                            kafka: {bootstrap: "b:9092", client: {security.protocol: SSL}, sources: [{topic: o, stream: o}]}
                            streams: {declared: [{name: t, ttl: 30d, long-texts: chunk}], golden: []}
                            """),
                    utf8("""
                            security:
                              keys: [{name: a, sha256: "%s", streams: ["a-*"], verbs: [read], texts: 1.5}]
                              quotas: [{streams: "*", events: 1, bytes: 1KiB, searches: 2, texts: 3}]
                            alerts: {webhooks: [{url: "https://a/b", secret: whsec_AAAA, severities: [critical]}]}
                            """.formatted("0".repeat(64))),
                    utf8("spaces: [{name: m, model: /m, tokenizer: /t, pooling: mean, max-tokens: 9, dimension: 3}]\n"),
                    utf8("http: {port: 1, max-body: 3MiB, tls: {certificate: a, key: b}}\nflink: {a.b: 1}\n"));
        }

        @Override
        public void parse(byte[] input) throws IOException {
            Files.write(file, input);
            try {
                var settings = ConfigReader.settings(file, Map.of());
                settings.toYaml();
                settings.bind();
            } catch (ConfigException e) {
                // As declared.
            }
        }
    }
}
