package dev.vectide.monitor.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.access.Caller;
import dev.vectide.core.access.Verb;
import dev.vectide.core.report.HealthReport;
import dev.vectide.core.stream.StreamName;
import dev.vectide.core.wire.Json;
import dev.vectide.monitor.collapse.CollapseMonitor;
import dev.vectide.monitor.drift.DriftMonitor;
import dev.vectide.monitor.kafka.ReferenceControl;
import dev.vectide.monitor.pane.PaneSettings;
import dev.vectide.monitor.reference.Artefact;
import dev.vectide.monitor.reference.ArtefactFile;
import dev.vectide.monitor.reference.BrokenArtefactException;
import dev.vectide.monitor.reference.ReferenceOrder;
import dev.vectide.monitor.reports.ReportBook;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * References: {@code GET /v1/references?stream=S&space=P} (those in use, and all that was ever ordered, by whom and why),
 * {@code POST /v1/references/orders} of {@code {stream, space, from, to, by, reason}} (a new one is gathered; space, from and
 * to may be left out), {@code GET /v1/references/artefacts?stream=S&space=P} (those in use as a file), and {@code POST
 * /v1/references/artefacts?stream=S&space=P&from=T&by=B&reason=R} of such a file (pinned; space and from may be left out).
 *
 * <p>An order holds from an event time on that the monitors have not reached, so that a replay does the same. An answer
 * comes once it is recorded.
 *
 * <p>Safe for concurrent use.
 */
public final class ReferenceRoutes {
    private static final Set<String> ORDER = Set.of("stream", "space", "from", "to", "by", "reason");
    private static final Set<String> MONITORS = Set.of("collapse", "drift");
    /** Panes between the newest that is known and the first of a new reference: orders take moments to become known. */
    private static final int AHEAD = 2;

    private final ReferenceControl control;
    private final ReportBook book;
    private final PaneSettings panes;
    private final Clock clock;

    public ReferenceRoutes(ReferenceControl control, ReportBook book, PaneSettings panes, Clock clock) {
        this.control = control;
        this.book = book;
        this.panes = panes;
        this.clock = clock;
    }

    void register(JavalinConfig config) {
        config.routes.get("/v1/references", Refusal.answered(this::list));
        config.routes.post("/v1/references/orders", Refusal.answered(this::order));
        config.routes.get("/v1/references/artefacts", kept(this::export));
        config.routes.post("/v1/references/artefacts", kept(this::bring));
    }

    private Handler kept(Handler handler) {
        return Refusal.answered(context -> {
            if (!control.keeps()) { // The same for every stream: it tells of none.
                throw new Refusal(HttpStatus.CONFLICT, "no references are kept: monitor.artefacts names no folder");
            }
            handler.handle(context);
        });
    }

    private void list(Context context) {
        String stream = context.queryParam("stream");
        String space = context.queryParam("space");
        Caller caller = Callers.of(context);
        if (stream != null) {
            caller.require(Verb.READ, stream);
        }
        List<ReferenceOrder> orders = new ArrayList<>(control.orders());
        orders.removeIf(order -> !caller.may(Verb.READ, order.stream())
                || (stream != null && !order.stream().equals(stream))
                || (space != null && !order.space().equals(space)));
        orders.sort(Comparator.comparing(ReferenceOrder::stream)
                .thenComparing(ReferenceOrder::space)
                .thenComparing(ReferenceOrder::from)
                .thenComparing(ReferenceOrder::id));
        ObjectNode body = Json.MAPPER.createObjectNode();
        ArrayNode used = body.putArray("references");
        Set<String> streams = stream != null ? Set.of(StreamName.require(stream)) : book.watched();
        for (String one : streams.stream().filter(any -> caller.may(Verb.READ, any)).sorted().toList()) {
            for (HealthReport report : newest(one, space)) {
                ObjectNode entry = used.addObject()
                        .put("stream", one)
                        .put("space", report.space())
                        .put("monitor", report.monitor())
                        .put("status", report.status());
                entry.set("reference", Json.MAPPER.valueToTree(report.reference()));
            }
        }
        ArrayNode recorded = body.putArray("orders");
        for (ReferenceOrder order : orders) {
            ObjectNode entry = Json.MAPPER.valueToTree(order);
            recorded.add(entry.put("state", state(order)));
        }
        ReportRoutes.send(context, body);
    }

    /** {@code waiting} until a monitor has told of a pane that it holds for. */
    private String state(ReferenceOrder order) {
        Instant from = order.from();
        boolean reached = newest(order.stream(), order.space()).stream()
                .filter(report -> order.monitor() == null || order.monitor().equals(report.monitor()))
                .anyMatch(report -> !report.pane().start().isBefore(from));
        return reached || order.by() == null ? "done" : "waiting";
    }

    /** The newest reports of a stream's monitors that keep a reference. */
    private List<HealthReport> newest(String stream, @Nullable String space) {
        return book.health(stream, 1).stream()
                .filter(report -> MONITORS.contains(report.monitor()) && (space == null || space.equals(report.space())))
                .toList();
    }

    private void order(Context context) throws IOException {
        JsonNode body = RequestBody.read(context, ORDER);
        String stream = StreamName.require(RequestBody.text(body, "stream"));
        Callers.of(context).require(Verb.ADMIN, stream);
        String space = space(stream, RequestBody.optional(body, "space"))
                .orElseThrow(() -> new Refusal(
                        HttpStatus.CONFLICT, "stream '" + stream + "' has no report yet: there is nothing to replace"));
        Instant from = from(stream, space, RequestBody.time("from", RequestBody.optional(body, "from")));
        Instant to = RequestBody.time("to", RequestBody.optional(body, "to"));
        if (to != null && !to.isAfter(from)) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "to: " + to + ", expected a time after " + from);
        }
        ReferenceOrder made = made(
                stream, space, null, from, to, null, RequestBody.text(body, "by"), RequestBody.text(body, "reason"));
        control.put(made);
        ReportRoutes.send(context.status(HttpStatus.CREATED), Json.MAPPER.valueToTree(made));
    }

    private ReferenceOrder made(
            String stream,
            String space,
            @Nullable String monitor,
            Instant from,
            @Nullable Instant to,
            ReferenceOrder.@Nullable Pin pin,
            String by,
            String reason) {
        String id = UUID.randomUUID().toString();
        return new ReferenceOrder(id, stream, space, monitor, from, to, pin, by, clock.instant(), reason, null);
    }

    /** The space that was asked for, or the one in which the stream is watched; empty where it is in none yet. */
    private Optional<String> space(String stream, @Nullable String asked) {
        List<String> watched =
                newest(stream, null).stream().map(HealthReport::space).distinct().toList();
        if (asked == null && watched.size() > 1) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "space: expected one of " + String.join(", ", watched));
        }
        if (asked != null && !watched.isEmpty() && !watched.contains(asked)) {
            throw new Refusal(
                    HttpStatus.CONFLICT,
                    "space: stream '" + stream + "' is watched in " + String.join(", ", watched) + ", not in '" + asked + "'");
        }
        return asked != null ? Optional.of(asked).filter(any -> !watched.isEmpty()) : watched.stream().findFirst();
    }

    /** The start of the first pane that an order can hold for. */
    private Instant from(String stream, String space, @Nullable Instant asked) {
        Optional<Instant> end = newest(stream, space).stream()
                .map(report -> report.pane().end())
                .max(Comparator.naturalOrder());
        if (end.isEmpty()) {
            return asked == null ? Instant.EPOCH : asked;
        }
        long reached = end.get().toEpochMilli() + panes.latenessMs();
        Instant first = Instant.ofEpochMilli(panes.startMs(panes.index(reached + panes.lengthMs() - 1) + AHEAD));
        if (asked != null && asked.isBefore(first)) {
            throw new Refusal(
                    HttpStatus.CONFLICT, "from: " + asked + ", expected " + first + " or later: earlier panes may be over");
        }
        return asked == null ? first : asked;
    }

    private void export(Context context) {
        String stream = StreamName.require(RequestBody.word(context, "stream"));
        Callers.of(context).require(Verb.READ, stream);
        List<Artefact> found = new ArrayList<>();
        for (HealthReport report : newest(stream, space(stream, context.queryParam("space")).orElse(""))) {
            if (report.reference() != null) {
                found.add(load(report.reference().id()));
            }
        }
        if (found.isEmpty()) {
            throw new Refusal(HttpStatus.NOT_FOUND, "stream '" + stream + "' has no reference yet");
        }
        context.contentType("application/octet-stream").result(ArtefactFile.write(found));
    }

    private Artefact load(String id) {
        try {
            return control.load(id);
        } catch (BrokenArtefactException e) {
            throw new Refusal(HttpStatus.CONFLICT, "reference " + id + ": " + e.getMessage());
        }
    }

    private void bring(Context context) throws IOException {
        String stream = StreamName.require(RequestBody.word(context, "stream"));
        Callers.of(context).require(Verb.ADMIN, stream);
        String by = RequestBody.word(context, "by");
        String reason = RequestBody.word(context, "reason");
        List<Artefact> artefacts = artefacts(RequestBody.bytes(context, ArtefactFile.LARGEST));
        String space = artefacts.get(0).space();
        String asked = context.queryParam("space");
        if (asked != null && !asked.equals(space)) {
            throw new Refusal(HttpStatus.CONFLICT, "space: the references are of " + space + ", not of " + asked);
        }
        space(stream, space);
        Instant from = from(stream, space, RequestBody.time("from", context.queryParam("from")));
        List<ReferenceOrder> orders = new ArrayList<>();
        for (Artefact artefact : artefacts) {
            control.keep(artefact);
            orders.add(made(
                    stream, space, artefact.monitor(), from, null, ReferenceOrder.Pin.of(artefact), by, reason));
        }
        orders.forEach(control::put);
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.set("orders", Json.MAPPER.valueToTree(orders));
        ReportRoutes.send(context.status(HttpStatus.CREATED), body);
    }

    /** Of one space, one for a monitor at the most, and such as the monitors can use. */
    private static List<Artefact> artefacts(byte[] file) {
        try {
            List<Artefact> artefacts = ArtefactFile.read(file);
            long monitors = artefacts.stream().map(Artefact::monitor).distinct().count();
            long spaces = artefacts.stream().map(Artefact::space).distinct().count();
            if (monitors < artefacts.size() || spaces > 1) {
                throw new BrokenArtefactException("expected one reference a monitor, all of one space");
            }
            for (Artefact artefact : artefacts) {
                switch (artefact.monitor()) {
                    case "collapse" -> CollapseMonitor.check(artefact.content().toArray());
                    case "drift" -> DriftMonitor.check(artefact.content().toArray());
                    default -> throw new BrokenArtefactException(
                            "monitor '" + artefact.monitor() + "', expected collapse or drift");
                }
            }
            return artefacts;
        } catch (BrokenArtefactException e) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "the file of references cannot be used: " + e.getMessage());
        }
    }
}
