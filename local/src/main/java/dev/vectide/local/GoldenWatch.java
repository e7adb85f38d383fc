package dev.vectide.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.config.ConfigException;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.Encoder;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.http.Outgoing;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.OpenAlerts;
import dev.vectide.core.report.Alert;
import dev.vectide.core.report.Pane;
import dev.vectide.core.wire.AlertEvent;
import dev.vectide.core.wire.Json;
import dev.vectide.evaluate.DataFolder;
import dev.vectide.evaluate.data.DataException;
import dev.vectide.evaluate.data.GoldenData;
import dev.vectide.evaluate.golden.GoldenQuery;
import dev.vectide.evaluate.golden.GoldenTrack;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates the golden set of a stream every so often: each query is encoded by the live space and searched in the live store,
 * through its HTTP door, as a client would. Scores are metrics; incidents go to the alerts topic under detector {@code golden},
 * and so through the notifier's policy. A round that fails is tried again with the next.
 *
 * <p>One thread of its own.
 */
final class GoldenWatch implements AutoCloseable {
    static final String DETECTOR = "golden";
    private static final Logger LOG = LoggerFactory.getLogger(GoldenWatch.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final VectideConfig config;
    private final VectideConfig.Golden set;
    private final List<GoldenQuery> queries;
    private final Encoder encoder;
    private final URI store;
    private final GoldenBaseline file;
    private final Clock clock;
    private final Outgoing outgoing;
    private final HttpClient http;
    private final ScheduledExecutorService thread;
    private @Nullable GoldenTrack track;
    /** The alert as it was last told, if it is open. */
    private @Nullable Alert told;
    private volatile double score = Double.NaN;
    private volatile double against = Double.NaN;
    private volatile boolean closing;

    private GoldenWatch(
            VectideConfig config,
            VectideConfig.Golden set,
            Encoder encoder,
            Outgoing outgoing,
            URI store,
            GoldenBaseline file,
            Clock clock) {
        this.config = config;
        this.outgoing = outgoing;
        this.http = outgoing.client().build();
        this.set = set;
        this.queries = queries(set);
        this.encoder = encoder;
        this.store = store;
        this.file = file;
        this.clock = clock;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread started = new Thread(task, "golden-" + set.stream());
            started.setDaemon(true);
            return started;
        });
    }

    /**
     * @param outgoing how the door is asked
     * @param store where its HTTP door is
     * @param baselines folder of the baselines
     */
    static GoldenWatch start(
            VectideConfig config,
            VectideConfig.Golden set,
            Encoder encoder,
            Outgoing outgoing,
            URI store,
            Path baselines,
            MeterRegistry registry,
            Clock clock) {
        GoldenBaseline file = new GoldenBaseline(baselines.resolve(set.stream() + ".json"));
        GoldenWatch watch = new GoldenWatch(config, set, encoder, outgoing, store, file, clock);
        String space = encoder.space().name();
        Gauge.builder("vectide.evaluate.golden.score", () -> watch.score)
                .tag("stream", set.stream())
                .tag("space", space)
                .register(registry);
        Gauge.builder("vectide.evaluate.golden.baseline", () -> watch.against)
                .tag("stream", set.stream())
                .tag("space", space)
                .register(registry);
        long interval = config.streams().goldenInterval().toMillis();
        watch.thread.scheduleWithFixedDelay(watch::round, interval, interval, TimeUnit.MILLISECONDS);
        return watch;
    }

    /** @throws ConfigException if a file cannot be read */
    static void check(VectideConfig config) {
        config.streams().golden().forEach(GoldenWatch::queries);
    }

    private static List<GoldenQuery> queries(VectideConfig.Golden set) {
        try {
            DataFolder file = new DataFolder(Path.of(set.file()));
            List<GoldenQuery> queries = new ArrayList<>();
            GoldenData.read(file.table(file.files().get(0)))
                    .forEach((text, gains) -> queries.add(new GoldenQuery(text, gains)));
            return queries;
        } catch (DataException e) {
            throw new ConfigException("settings", "streams.golden", set.file(), String.valueOf(e.getMessage()));
        }
    }

    private void round() {
        try {
            GoldenTrack before = track == null ? start() : track;
            GoldenTrack.Round round = before.next(scores());
            if (closing) {
                return;
            }
            if (round.turned(before) || round.track().firing()) {
                tell(round);
            }
            if (before.baseline().isEmpty() && !round.track().baseline().isEmpty()) {
                file.write(queries, round.track().baseline());
            }
            score = round.score();
            against = round.against().orElse(Double.NaN);
            track = round.track();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | IOException | ExecutionException e) {
            if (!closing) {
                LOG.warn("the golden set of {} could not be evaluated and is tried again: {}", set.stream(), e.getMessage());
            }
        }
    }

    /** With what an earlier process told. */
    private GoldenTrack start() throws IOException {
        told = OpenAlerts.of(config, encoder.space(), DETECTOR).get(set.stream());
        return GoldenTrack.start(set.floor() == null ? 0 : set.floor(), file.read(queries), told != null);
    }

    private List<Double> scores() throws IOException, InterruptedException {
        List<Double> scores = new ArrayList<>();
        List<Encoded> vectors = encoder.encode(queries.stream().map(GoldenQuery::text).toList(), InputType.QUERY);
        for (int i = 0; i < queries.size() && !closing; i++) {
            scores.add(queries.get(i).score(found(vectors.get(i).vector().toArray())));
        }
        return scores;
    }

    private List<String> found(float[] vector) throws IOException, InterruptedException {
        ObjectNode question = Json.MAPPER.createObjectNode().put("limit", GoldenQuery.DEPTH).put("with_payload", false);
        ArrayNode numbers = question.putArray("query");
        for (float value : vector) {
            numbers.add(value);
        }
        HttpRequest request = outgoing.signed(
                        HttpRequest.newBuilder(store.resolve("collections/" + set.stream() + "/points/query")))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(question.toString()))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("the store answers " + answer.statusCode() + ": " + answer.body());
        }
        List<String> ids = new ArrayList<>();
        for (JsonNode point : Json.MAPPER.readTree(answer.body()).at("/result/points")) {
            ids.add(point.path("id").asText());
        }
        return ids;
    }

    private void tell(GoldenTrack.Round round) throws ExecutionException, InterruptedException {
        Instant now = clock.instant();
        if (told == null && !round.track().firing()) {
            return;
        }
        Alert alert = alert(round, now);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                KafkaSettings.of(config.kafka()).with(Map.of("delivery.timeout.ms", 30_000, "request.timeout.ms", 10_000)),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            config.topics().alerts(), alert.key().getBytes(StandardCharsets.UTF_8), AlertEvent.encode(alert)))
                    .get();
        }
        told = round.track().firing() ? alert : null;
    }

    private Alert alert(GoldenTrack.Round round, Instant now) {
        Alert told = this.told;
        String space = encoder.space().qualifiedName();
        Instant opened = told == null ? now : told.openedAt();
        boolean firing = round.track().firing();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("ndcg_at_10", round.score());
        round.against().ifPresent(baseline -> figures.put("baseline", baseline));
        figures.put("queries", (double) queries.size());
        return new Alert(
                Alert.FORMAT,
                told == null ? set.stream() + "/" + space + "/" + DETECTOR + "/" + now.toEpochMilli() : told.id(),
                set.stream(),
                space,
                DETECTOR,
                firing ? Alert.State.FIRING : Alert.State.RESOLVED,
                Alert.Severity.CRITICAL,
                opened,
                now,
                firing ? null : now,
                firing
                        ? round.wrong().orElse("The golden set was worse and is not yet better for long.")
                        : "The golden set is as good as it was.",
                new Pane(opened, now, queries.size(), 0),
                figures,
                null,
                List.of(),
                List.of());
    }

    @Override
    public void close() {
        closing = true;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("the golden set of {} did not stop", set.stream());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
