package dev.vectide.monitor.reference;

import dev.vectide.core.event.Bytes;
import dev.vectide.core.report.HealthReport;
import dev.vectide.core.report.Pane;
import dev.vectide.core.report.ReferenceNote;
import dev.vectide.monitor.alert.Subject;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a monitor's reference of one stream came from, and what is to become of it. Part of the monitor's state, but for
 * the plan, which is told anew.
 *
 * <p>A first reference is gathered; an order, once its pane has come, has another gathered or pins one that was kept. Nothing
 * else changes it. What cannot be pinned leaves the reference as it is, is said in the report, and is tried again with the
 * next pane, until another order, or a reference that is gathered meanwhile, has overtaken it.
 */
public final class ReferenceTrack {
    private static final long UNKNOWN = Long.MIN_VALUE;

    private ReferencePlan plan = ReferencePlan.NONE;
    private ReferenceOrder.@Nullable Rank done;
    /** Which people's order it is due to. */
    private @Nullable String cause;
    /** Of what is gathered, or pinned. */
    private long fromMs = UNKNOWN;

    private long toMs = UNKNOWN;
    /** Gathered until then at the least. */
    private long untilMs = UNKNOWN;
    /** Empty while gathering. */
    private String id = "";

    private long n;
    private String trouble = "";

    /** What a monitor has to do for an order. */
    public record Due(ReferenceOrder order, @Nullable Artefact artefact) {
        /** Why an alert is over. */
        public String words() {
            String who = order.by();
            return "Over: the reference was replaced" + (who == null ? "" : " by " + who) + ": " + order.reason();
        }
    }

    /** A reference that was pinned and is to be kept, with its record. */
    public record Kept(Artefact artefact, ReferenceOrder order) {}

    /** The plan as it now is. */
    public void follow(ReferencePlan latest) {
        plan = latest;
    }

    /** What is to be done before a pane is looked at; a new reference is being gathered then unless one is given. */
    public Optional<Due> due(Pane pane) {
        trouble = ""; // Said again while it lasts.
        Optional<ReferenceOrder> found = plan.due(done, pane.start());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        ReferenceOrder order = found.get();
        ReferenceOrder.Pin pin = order.pin();
        if (pin != null && pin.artefact().equals(id)) {
            done = order.rank();
            return Optional.empty();
        }
        if (pin == null) {
            begin(order);
            return Optional.of(new Due(order, null));
        }
        try {
            Artefact artefact = plan.load(pin.artefact());
            return Optional.of(new Due(order, artefact));
        } catch (BrokenArtefactException e) {
            failed(order, e.getMessage());
            return Optional.empty();
        }
    }

    private void begin(ReferenceOrder order) {
        done = order.rank();
        cause = order.id();
        fromMs = UNKNOWN;
        toMs = UNKNOWN;
        Instant until = order.to();
        untilMs = until == null ? UNKNOWN : until.toEpochMilli();
        id = "";
        n = 0;
    }

    /** A kept reference is in use now. */
    public void pinned(ReferenceOrder order, Artefact artefact) {
        begin(order);
        cause = order.by() == null ? order.cause() : order.id();
        id = artefact.id();
        n = artefact.n();
        fromMs = artefact.from().toEpochMilli();
        toMs = artefact.to().toEpochMilli();
    }

    /** A kept reference could not be used. */
    public void failed(ReferenceOrder order, @Nullable String why) {
        trouble = "Reference " + (order.pin() == null ? "" : order.pin().artefact()) + " of order " + order.id()
                + " cannot be used: " + why + ".";
    }

    /** A pane was added to what is gathered. */
    public void gathered(Pane pane) {
        if (fromMs == UNKNOWN) {
            fromMs = pane.start().toEpochMilli();
        }
        toMs = pane.end().toEpochMilli();
    }

    /** Whether it has been gathered for so long, and as long as was ordered. */
    public boolean lasted(Duration least) {
        return fromMs != UNKNOWN && toMs >= untilMs && toMs - fromMs >= least.toMillis();
    }

    /** Whether people ordered what is gathered. */
    public boolean ordered() {
        return cause != null;
    }

    /** The gathering is over. */
    public Kept complete(String monitor, String stream, String space, long vectors, byte[] content) {
        Artefact artefact = new Artefact(
                monitor,
                stream,
                space,
                vectors,
                Instant.ofEpochMilli(fromMs),
                Instant.ofEpochMilli(toMs),
                Bytes.copyOf(content));
        id = artefact.id();
        n = vectors;
        ReferenceOrder order = ReferenceOrder.gathered(artefact, artefact.to(), cause);
        done = done == null || order.rank().compareTo(done) > 0 ? order.rank() : done;
        return new Kept(artefact, order);
    }

    /** A monitor's report of a pane, with what it has to say of the reference. */
    public HealthReport report(
            Subject subject,
            Pane pane,
            String status,
            Map<String, Double> figures,
            List<Integer> dimensions,
            List<String> findings) {
        List<String> all = new ArrayList<>(findings);
        if (!trouble.isEmpty()) {
            all.add(trouble);
        }
        return new HealthReport(
                HealthReport.FORMAT,
                subject.stream(),
                subject.space(),
                subject.detector(),
                pane,
                status,
                figures,
                dimensions,
                all,
                note(pane));
    }

    /** Null while gathering. */
    private @Nullable ReferenceNote note(Pane pane) {
        if (id.isEmpty()) {
            return null;
        }
        boolean known = toMs != UNKNOWN;
        return new ReferenceNote(
                id,
                n,
                known ? Instant.ofEpochMilli(fromMs) : null,
                known ? Instant.ofEpochMilli(toMs) : null,
                known ? Duration.ofMillis(pane.end().toEpochMilli() - toMs).toSeconds() : null,
                cause);
    }

    /** Of a state in which it was not noted: pinned in some time that is known no more. */
    public static ReferenceTrack older(String monitor, String space, long n, byte[] content) {
        ReferenceTrack track = new ReferenceTrack();
        track.id = new Artefact(monitor, "", space, n, Instant.EPOCH, Instant.EPOCH, Bytes.copyOf(content)).id();
        track.n = n;
        return track;
    }

    public void write(DataOutput out) throws IOException {
        out.writeBoolean(done != null);
        if (done != null) {
            done.write(out);
        }
        out.writeUTF(cause == null ? "" : cause);
        out.writeLong(fromMs);
        out.writeLong(toMs);
        out.writeLong(untilMs);
        out.writeUTF(id);
        out.writeLong(n);
        out.writeUTF(trouble);
    }

    public static ReferenceTrack read(DataInput in) throws IOException {
        ReferenceTrack track = new ReferenceTrack();
        track.done = in.readBoolean() ? ReferenceOrder.Rank.read(in) : null;
        String cause = in.readUTF();
        track.cause = cause.isEmpty() ? null : cause;
        track.fromMs = in.readLong();
        track.toMs = in.readLong();
        track.untilMs = in.readLong();
        track.id = in.readUTF();
        track.n = in.readLong();
        track.trouble = in.readUTF();
        return track;
    }
}
