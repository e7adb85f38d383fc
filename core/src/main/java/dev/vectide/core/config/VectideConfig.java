package dev.vectide.core.config;

import static dev.vectide.core.config.SettingFault.range;
import static dev.vectide.core.config.SettingFault.required;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vectide.core.access.ApiKey;
import dev.vectide.core.access.ApiKeys;
import dev.vectide.core.access.Quota;
import dev.vectide.core.access.StreamPattern;
import dev.vectide.core.access.Verb;
import dev.vectide.core.report.Alert;
import dev.vectide.core.stream.LongTexts;
import dev.vectide.core.stream.StreamSettings;
import dev.vectide.core.stream.StreamName;
import dev.vectide.core.topic.Topics;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All settings, one record a section; reference.yaml beside it says what each means and holds its default. */
public record VectideConfig(
        String namespace,
        Kafka kafka,
        Http http,
        Streams streams,
        List<SpaceSource> spaces,
        Encoder encoder,
        Indexer indexer,
        Monitor monitor,
        Alerts alerts,
        Security security,
        Tracing tracing,
        Logging logging,
        Map<String, Object> flink) {
    public VectideConfig {
        if (!Topics.isValid(namespace)) {
            throw new SettingFault("namespace", namespace, "expected a namespace, " + Topics.PATTERN);
        }
        VendorSettings.check("flink", flink, VendorSettings.OWNED_FLINK);
    }

    public Topics topics() {
        return new Topics(namespace);
    }

    /** The same with Kafka at {@code bootstrap}. */
    public VectideConfig withBootstrap(String bootstrap) {
        Kafka there = new Kafka(
                bootstrap, kafka.partitions, kafka.replication, kafka.retention, kafka.sources, kafka.client, kafka.streams);
        return new VectideConfig(
                namespace, there, http, streams, spaces, encoder, indexer, monitor, alerts, security, tracing, logging, flink);
    }

    /** The same with references kept in {@code folder}, unless a folder is settled. */
    public VectideConfig withArtefacts(String folder) {
        return monitor.artefacts().isEmpty()
                ? new VectideConfig(
                        namespace, kafka, http, streams, spaces, encoder, indexer, monitor.withArtefacts(folder), alerts,
                        security, tracing, logging, flink)
                : this;
    }

    public record Kafka(
            String bootstrap,
            int partitions,
            int replication,
            Duration retention,
            List<Source> sources,
            Map<String, Object> client,
            Map<String, Object> streams) {
        public Kafka {
            range("partitions", partitions, 1, 1024);
            range("replication", replication, 1, 100);
            VendorSettings.check("client", client, VendorSettings.OWNED_CLIENT);
            VendorSettings.check("streams", streams, VendorSettings.OWNED_STREAMS);
        }
    }

    /** A producer's own topic; the fields name those of plain JSON, null for the plain form's own names. */
    public record Source(
            String topic, @Nullable String stream, @Nullable String id, @Nullable String text, @Nullable String time) {
        public Source {
            required("topic", topic);
            if (stream != null) {
                streamName("stream", stream);
            }
        }
    }

    public record Http(String host, int port, Size maxBody, Size maxHeader, Tls tls) {
        public Http {
            range("port", port, 0, 65535);
            range("max-body", maxBody.bytes(), 1, Integer.MAX_VALUE);
            range("max-header", maxHeader.bytes(), 1 << 10, 1 << 20);
            required("host", host);
        }
    }

    /**
     * Files in PEM; both are empty without TLS.
     *
     * @param certificate the server's own first, then those that lead to a root
     * @param key PKCS#8, without a password
     */
    public record Tls(String certificate, String key) {
        public Tls {
            if (certificate.isEmpty() != key.isEmpty()) {
                throw new SettingFault(
                        certificate.isEmpty() ? "certificate" : "key", null, "expected both certificate and key, or neither");
            }
        }

        public boolean isOn() {
            return !key.isEmpty();
        }
    }

    public record Streams(
            boolean autoCreate,
            Size maxText,
            Duration maxFuture,
            Duration maxBacklog,
            List<Declared> declared,
            String instance,
            Duration goldenInterval,
            List<Golden> golden) {
        public Streams {
            instanceName(instance);
            range("max-text", maxText.bytes(), 1, Integer.MAX_VALUE);
            if (goldenInterval.toSeconds() < 1) {
                throw new SettingFault("golden-interval", Durations.format(goldenInterval), "expected 1s or more");
            }
            if (golden.stream().map(Golden::stream).distinct().count() < golden.size()) {
                throw new SettingFault("golden", golden.stream().map(Golden::stream).toList(), "expected each stream once");
            }
        }
    }

    /** Queries whose answers in a stream are known. */
    public record Golden(String stream, String file, @Nullable Double floor) {
        public Golden {
            streamName("stream", stream);
            required("file", file);
            if (floor != null && !(floor > 0 && floor <= 1)) {
                throw new SettingFault("floor", floor, "expected above 0, at most 1");
            }
        }
    }

    public record Declared(
            String name,
            @Nullable Boolean storeContent,
            @Nullable Duration ttl,
            @Nullable LongTexts longTexts,
            @Nullable Double nearDuplicates) {
        public Declared {
            streamName("name", name);
            if (nearDuplicates != null && !StreamSettings.isSimilarity(nearDuplicates)) {
                throw new SettingFault("near-duplicates", nearDuplicates, "expected a similarity above 0, at most 1");
            }
        }
    }

    public record Encoder(
            String space,
            List<String> moreSpaces,
            String device,
            Graph graph,
            int callers,
            int batchTokens,
            int window,
            Duration linger,
            Delivery delivery,
            Duration commitInterval,
            Duration transactionTimeout,
            int memory,
            Size vectorMemory,
            LongTexts longTexts,
            int chunkOverlap,
            int doorTexts,
            Duration canaryInterval,
            String instance,
            Gpu gpu) {
        public Encoder {
            range("callers", callers, 0, 1024);
            range("batch-tokens", batchTokens, 16, 1 << 20);
            range("window", window, 1, 1 << 20);
            range("memory", memory, 1, 1 << 28);
            range("door-texts", doorTexts, 1, 1 << 20);
            range("chunk-overlap", chunkOverlap, 0, 1 << 16);
            range("vector-memory", vectorMemory.bytes(), 0, 1L << 40);
            if (moreSpaces.contains(space) || moreSpaces.stream().distinct().count() < moreSpaces.size()) {
                throw new SettingFault("more-spaces", moreSpaces, "expected each space once, without " + space);
            }
            if (!device.matches("auto|cpu|cuda:\\d{1,4}")) {
                throw new SettingFault("device", device, "expected auto, cpu or cuda:N");
            }
            instanceName(instance);
        }

        /** What is remembered of one of so many partitions. */
        public int memoryOfEach(int partitions) {
            return Math.max(1, memory / partitions);
        }
    }

    /** How a model uses a GPU, where it runs on one. */
    public record Gpu(int sessions, int batchTokens, Size memory, boolean fallback) {
        public Gpu {
            range("sessions", sessions, 1, 16);
            range("batch-tokens", batchTokens, 16, 1 << 24);
            range("memory", memory.bytes(), 0, 1L << 40);
        }
    }

    /** Which form of a model runs. */
    public enum Graph {
        AUTO,
        FUSED,
        EXPORT
    }

    /** What a crash may repeat. */
    public enum Delivery {
        @JsonProperty("exactly-once")
        EXACTLY_ONCE,
        @JsonProperty("at-least-once")
        AT_LEAST_ONCE
    }

    public record Indexer(
            double recall,
            double recallSample,
            int rerank,
            Size blockCache,
            Size writeBuffer,
            Duration positionTimeout,
            String instance,
            String advertised,
            Duration shardTimeout,
            boolean partialAnswers,
            String encoder,
            Duration encoderTimeout) {
        public Indexer {
            if (!(recall > 0 && recall <= 1)) {
                throw new SettingFault("recall", recall, "expected more than 0 and at most 1");
            }
            if (!(recallSample >= 0 && recallSample <= 1)) {
                throw new SettingFault("recall-sample", recallSample, "expected between 0 and 1");
            }
            range("rerank", rerank, 1, 100_000);
            instanceName(instance);
            if (!advertised.matches("|([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):[1-9]\\d{0,4}")) {
                throw new SettingFault("advertised", advertised, "expected host:port");
            }
            if (shardTimeout.isZero()) {
                throw new SettingFault("shard-timeout", "0ms", "expected a positive duration");
            }
            if (encoderTimeout.isZero()) {
                throw new SettingFault("encoder-timeout", "0ms", "expected a positive duration");
            }
            WebAddresses.parse("encoder", encoder);
        }

        /** Of {@code encoder}, in its order. */
        public List<URI> encoders() {
            return WebAddresses.parse("encoder", encoder);
        }
    }

    /** Serializable, as it travels with the jobs. */
    public record Monitor(
            Duration pane,
            int minPane,
            Duration lateness,
            int reference,
            int calibration,
            int neighbours,
            double anomalyRate,
            double runLength,
            Duration silence,
            Duration checkpointInterval,
            int parallelism,
            String artefacts,
            int seasonalWeeks,
            List<String> segments)
            implements Serializable {
        private static final int MOST_SEGMENTS = 8;
        private static final Duration SHORTEST = Duration.ofMillis(100);
        /** Well below the time after which the broker gives up a transaction. */
        private static final Duration LONGEST = Duration.ofMinutes(5);

        public Monitor {
            range("min-pane", minPane, 2, 1 << 24);
            range("reference", reference, 10, 1 << 24);
            range("calibration", calibration, 10, 1 << 24);
            range("neighbours", neighbours, 1, 1000);
            range("parallelism", parallelism, 1, 128);
            range("seasonal-weeks", seasonalWeeks, 0, 4);
            segments = List.copyOf(segments);
            if (segments.size() > MOST_SEGMENTS
                    || segments.stream().distinct().count() < segments.size()
                    || segments.contains("")) {
                throw new SettingFault(
                        "segments", segments, "expected names of at most " + MOST_SEGMENTS + " attributes, each once");
            }
            if (pane.isZero()) {
                throw new SettingFault("pane", "0ms", "expected a positive duration");
            }
            if (checkpointInterval.compareTo(SHORTEST) < 0 || checkpointInterval.compareTo(LONGEST) > 0) {
                throw new SettingFault(
                        "checkpoint-interval", Durations.format(checkpointInterval), "expected 100ms to 5m");
            }
            if (!(anomalyRate > 0 && anomalyRate < 1)) {
                throw new SettingFault("anomaly-rate", anomalyRate, "expected between 0 and 1");
            }
            if (1.0 / (calibration + 1) > anomalyRate) {
                throw new SettingFault(
                        "calibration",
                        calibration,
                        "expected at least " + (long) Math.ceil(1 / anomalyRate - 1) + " for an anomaly-rate of "
                                + anomalyRate + ": fewer can call nothing an anomaly");
            }
            if (!(runLength >= 2)) {
                throw new SettingFault("run-length", runLength, "expected 2 or more");
            }
        }

        /** The same with references kept in {@code folder}. */
        public Monitor withArtefacts(String folder) {
            return new Monitor(
                    pane,
                    minPane,
                    lateness,
                    reference,
                    calibration,
                    neighbours,
                    anomalyRate,
                    runLength,
                    silence,
                    checkpointInterval,
                    parallelism,
                    folder,
                    seasonalWeeks,
                    segments);
        }
    }

    /** Serializable, as {@link #forJobs} travels with the jobs; the first three are theirs, the others the notifier's. */
    public record Alerts(
            int resolveAfter,
            int minOpen,
            int evidence,
            Duration groupWait,
            Duration groupInterval,
            Duration repeatInterval,
            Duration coolDown,
            String externalUrl,
            Alertmanager alertmanager,
            List<Webhook> webhooks,
            int tries,
            Duration timeout,
            Duration backoff,
            Duration longestBackoff)
            implements Serializable {
        public Alerts {
            range("resolve-after", resolveAfter, 1, 10_000);
            range("min-open", minOpen, 0, 10_000);
            range("evidence", evidence, 0, 1000);
            range("tries", tries, 1, 1000);
            positive("repeat-interval", repeatInterval);
            positive("timeout", timeout);
            positive("backoff", backoff);
            if (longestBackoff.compareTo(backoff) < 0) {
                throw new SettingFault(
                        "longest-backoff", Durations.format(longestBackoff), "expected alerts.backoff or more");
            }
            if (!externalUrl.isEmpty()) {
                ReceiverUrls.check("external-url", externalUrl);
            }
            ReceiverUrls.unique(webhooks);
        }

        /** What the monitors decide by, and nobody to tell. */
        public Alerts(int resolveAfter, int minOpen, int evidence) {
            this(
                    resolveAfter,
                    minOpen,
                    evidence,
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(5),
                    Duration.ofHours(4),
                    Duration.ofMinutes(15),
                    "",
                    new Alertmanager(List.of(), Duration.ofMinutes(1)),
                    List.of(),
                    12,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(5));
        }

        /** Without receivers: their secrets are not the jobs' business. */
        public Alerts forJobs() {
            return new Alerts(resolveAfter, minOpen, evidence);
        }
    }

    /** @param urls where each one's {@code /api/v2/alerts} lies below */
    public record Alertmanager(List<String> urls, Duration resend) implements Serializable {
        public Alertmanager {
            urls = List.copyOf(urls);
            urls.forEach(url -> ReceiverUrls.check("urls", url));
            if (urls.stream().distinct().count() < urls.size()) {
                throw new SettingFault("urls", null, "expected each Alertmanager once");
            }
            positive("resend", resend);
        }
    }

    /**
     * A receiver of alerts over HTTP.
     *
     * @param name that its state of delivery is kept under; made from the url where it is left out
     * @param secret signs what it is sent; nothing is signed without one
     * @param streams that it hears of; null for all
     * @param severities that it hears of; null for all
     */
    public record Webhook(
            @Nullable String name,
            String url,
            @Nullable String secret,
            @Nullable List<String> streams,
            @Nullable List<Alert.Severity> severities)
            implements Serializable {
        public Webhook {
            ReceiverUrls.check("url", url);
            name = name == null ? ReceiverUrls.name("webhook", url) : name;
            if (!name.matches("[a-z0-9][a-z0-9_.-]{0,62}")) {
                throw new SettingFault("name", name, "expected [a-z0-9][a-z0-9_.-]{0,62}");
            }
            if (secret != null) {
                ReceiverUrls.checkSecret(secret);
            }
            if (streams != null) {
                streams.forEach(stream -> streamName("streams", stream));
            }
            if (severities != null && severities.isEmpty()) {
                throw new SettingFault("severities", severities, "expected warning, critical or both");
            }
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "Webhook[" + name + ", " + ReceiverUrls.shown(url) + "]";
        }
    }

    /**
     * @param ownKey with which this process asks others of the system; empty for none
     * @param trust file of certificates in PEM that are trusted beside the JDK's own; empty for none
     */
    public record Security(List<Key> keys, String ownKey, String trust, List<StreamQuota> quotas) {
        public Security {
            if (!ownKey.isEmpty() && ownKey.length() < SHORTEST_KEY) {
                throw new SettingFault("own-key", null, "expected a key of " + SHORTEST_KEY + " characters or more");
            }
            try {
                new ApiKeys(keys.stream().map(Key::apiKey).toList());
            } catch (IllegalArgumentException e) {
                throw new SettingFault("keys", null, String.valueOf(e.getMessage()));
            }
        }

        private static final int SHORTEST_KEY = 32;

        public ApiKeys apiKeys() {
            return new ApiKeys(keys.stream().map(Key::apiKey).toList());
        }

        /** Without the key. */
        @Override
        public String toString() {
            return "Security[keys=" + keys + ", trust=" + trust + ", quotas=" + quotas + "]";
        }
    }

    /** @param texts a second at the door of embeddings; null for as many as there is room for */
    public record Key(String name, String sha256, List<String> streams, List<Verb> verbs, @Nullable Double texts) {
        public Key {
            required("name", name);
            if (sha256 == null || !sha256.matches("[0-9a-f]{64}")) {
                throw new SettingFault("sha256", null, "expected 64 hexadecimal digits; 'vectide key' makes them");
            }
            if (streams == null || streams.isEmpty()) {
                throw new SettingFault("streams", null, "expected one stream or pattern at the least");
            }
            streams.forEach(stream -> pattern("streams", stream));
            if (verbs == null || verbs.isEmpty()) {
                throw new SettingFault("verbs", null, "expected one or more of read, write, admin");
            }
            if (texts != null && !(texts > 0)) {
                throw new SettingFault("texts", texts, "expected more than 0");
            }
        }

        ApiKey apiKey() {
            return new ApiKey(
                    name,
                    sha256,
                    streams.stream().map(StreamPattern::new).toList(),
                    Set.copyOf(verbs),
                    texts == null ? 0 : texts);
        }
    }

    /** How much each stream that fits may have a second; null for as much as there is room for. */
    public record StreamQuota(
            String streams,
            @Nullable Double events,
            @Nullable Size bytes,
            @Nullable Double searches,
            @Nullable Double texts) {
        public StreamQuota {
            pattern("streams", streams);
            positive("events", events);
            positive("bytes", bytes == null ? null : (double) bytes.bytes());
            positive("searches", searches);
            positive("texts", texts);
        }

        public Quota quota() {
            return new Quota(
                    new StreamPattern(streams),
                    events == null ? 0 : events,
                    bytes == null ? 0 : (double) bytes.bytes(),
                    searches == null ? 0 : searches,
                    texts == null ? 0 : texts);
        }
    }

    private static void pattern(String field, @Nullable String text) {
        try {
            new StreamPattern(required(field, text));
        } catch (IllegalArgumentException e) {
            throw e instanceof SettingFault ? e : new SettingFault(field, text, StreamPattern.EXPECTED);
        }
    }

    private static void positive(String name, @Nullable Double rate) {
        if (rate != null && !(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new SettingFault(name, rate, "expected more than 0");
        }
    }

    /**
     * Where traces go.
     *
     * @param endpoint of a collector that takes OTLP over HTTP; empty for none
     * @param sample share of the traces that begin here which is recorded
     */
    public record Tracing(String endpoint, double sample) implements Serializable {
        public Tracing {
            if (!endpoint.isEmpty()) {
                ReceiverUrls.check("endpoint", endpoint);
            }
            if (!(sample >= 0 && sample <= 1)) {
                throw new SettingFault("sample", sample, "expected 0 to 1");
            }
        }
    }

    /** How the log of a running system is written. */
    public record Logging(Format format) {
        public enum Format {
            /** For people. */
            @JsonProperty("text")
            TEXT,
            /** One object a line. */
            @JsonProperty("json")
            JSON
        }
    }

    private static void positive(String name, Duration duration) {
        if (duration.isZero()) {
            throw new SettingFault(name, "0ms", "expected a positive duration");
        }
    }

    private static void instanceName(String instance) {
        if (!instance.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new SettingFault("instance", instance, "expected 1 to 64 of A-Z a-z 0-9 . _ -");
        }
    }

    private static void streamName(String field, @Nullable String name) {
        if (name == null || !StreamName.isValid(name)) {
            throw new SettingFault(field, name, "expected a stream name, " + StreamName.PATTERN);
        }
    }
}
