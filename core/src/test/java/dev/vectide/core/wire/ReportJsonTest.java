package dev.vectide.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.core.report.Alert;
import dev.vectide.core.report.ClusterShift;
import dev.vectide.core.report.Evidence;
import dev.vectide.core.report.HealthReport;
import dev.vectide.core.report.Neighbour;
import dev.vectide.core.report.Pane;
import dev.vectide.core.report.ReferenceNote;
import dev.vectide.core.report.Score;
import dev.vectide.core.report.SegmentShift;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Golden JSON of what other systems read from the scores, health and alerts topics. */
class ReportJsonTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:00Z");
    private static final Instant END = Instant.parse("2026-01-02T03:05:00Z");
    private static final Pane PANE = new Pane(START, END, 512, 3);
    private static final Neighbour NEAR = new Neighbour("b", 0.75, "close by");

    @Test
    void score() {
        golden(
                new Score(
                        1, "tickets", "a", START, "demo-01234567", Score.SCORED, 0.5, 0.002, true, List.of(NEAR), "3:42",
                        "far out"),
                Score.class,
                """
                {"format":1,"stream":"tickets","id":"a","time":"2026-01-02T03:04:00Z","space":"demo-01234567",\
                "state":"scored","distance":0.5,"pValue":0.002,"anomaly":true,\
                "neighbours":[{"id":"b","similarity":0.75,"text":"close by"}],"position":"3:42","text":"far out"}""");
    }

    @Test
    void scoreWhileWarming() {
        golden(
                new Score(
                        1, "tickets", "a", START, "demo-01234567", Score.WARMING, null, null, false, List.of(), "3:42",
                        null),
                Score.class,
                """
                {"format":1,"stream":"tickets","id":"a","time":"2026-01-02T03:04:00Z","space":"demo-01234567",\
                "state":"warming","anomaly":false,"neighbours":[],"position":"3:42"}""");
    }

    @Test
    void healthLeavesOutWhatIsNoNumber() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("effective_rank", 101.5);
        figures.put("drift", Double.NaN);
        HealthReport report = new HealthReport(
                1, "tickets", "demo-01234567", "collapse", PANE, HealthReport.WARNING, figures, List.of(4, 2),
                List.of("rank fell"));

        golden(
                report,
                HealthReport.class,
                """
                {"format":1,"stream":"tickets","space":"demo-01234567","monitor":"collapse",\
                "pane":{"start":"2026-01-02T03:04:00Z","end":"2026-01-02T03:05:00Z","n":512,"late":3},\
                "status":"warning","figures":{"effective_rank":101.5},"dimensions":[4,2],"findings":["rank fell"]}""");
    }

    @Test
    void healthNamesItsReference() {
        HealthReport report = new HealthReport(
                1, "tickets", "demo-01234567", "drift", PANE, HealthReport.OK, Map.of(), List.of(), List.of(),
                new ReferenceNote("0123456789ab", 4000, START.minusSeconds(3600), START, 60L, "order-1"));

        golden(
                report,
                HealthReport.class,
                """
                {"format":1,"stream":"tickets","space":"demo-01234567","monitor":"drift",\
                "pane":{"start":"2026-01-02T03:04:00Z","end":"2026-01-02T03:05:00Z","n":512,"late":3},\
                "status":"ok","figures":{},"dimensions":[],"findings":[],\
                "reference":{"id":"0123456789ab","n":4000,"from":"2026-01-02T02:04:00Z","to":"2026-01-02T03:04:00Z",\
                "ageSeconds":60,"order":"order-1"}}""");
    }

    @Test
    void healthThatSaysLittleReadsBack() {
        HealthReport report = new HealthReport(
                1, "tickets", "demo-01234567", "drift", PANE, HealthReport.WARMING, Map.of(), List.of(), List.of());

        assertThat(Json.read(Json.write(report), HealthReport.class)).isEqualTo(report);
    }

    @Test
    void firingAlertIsACloudEvent() {
        Alert alert = alert(Alert.State.FIRING, null);
        String json =
                """
                {"specversion":"1.0","id":"tickets/collapse/7#1767323100000-firing","source":"/vectide/monitor",\
                "type":"dev.vectide.alert.firing","subject":"tickets/collapse","time":"2026-01-02T03:05:00Z",\
                "datacontenttype":"application/json","data":{"format":1,"id":"tickets/collapse/7","stream":"tickets",\
                "space":"demo-01234567","detector":"collapse","state":"firing","severity":"critical",\
                "openedAt":"2026-01-02T03:04:00Z","updatedAt":"2026-01-02T03:05:00Z","summary":"Rank fell.",\
                "pane":{"start":"2026-01-02T03:04:00Z","end":"2026-01-02T03:05:00Z","n":512,"late":3},\
                "figures":{"effective_rank":2.5},"promisedRunLength":10080.0,\
                "evidence":[{"id":"a","text":"far out","figure":0.5,\
                "neighbours":[{"id":"b","similarity":0.75,"text":"close by"}]}],"dimensions":[4,2]}}""";

        assertThat(new String(AlertEvent.encode(alert), StandardCharsets.UTF_8)).isEqualTo(json);
        assertThat(AlertEvent.decode(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(alert);
        assertThat(alert.key()).isEqualTo("tickets/collapse");
    }

    @Test
    void anAlertSaysWhereInTheTrafficItIs() {
        Alert alert = alert(Alert.State.FIRING, null)
                .in(
                        List.of(new ClusterShift(3, 5.5, 0.4, 0.1, List.of(new Evidence("a", "words", 0.75, List.of())))),
                        List.of(new SegmentShift("team=a", SegmentShift.VECTORS, 20, 0.2, 0.25, 1.5, 0.001, 0.004)));
        byte[] json = AlertEvent.encode(alert);

        assertThat(new String(json, StandardCharsets.UTF_8))
                .contains(
                        """
                        "clusters":[{"cluster":3,"residual":5.5,"share":0.4,"referenceShare":0.1,\
                        "examples":[{"id":"a","text":"words","figure":0.75,"neighbours":[]}]}],\
                        "segments":[{"segment":"team=a","what":"vectors","n":20,"share":0.2,"referenceShare":0.25,\
                        "effect":1.5,"pValue":0.001,"adjusted":0.004}]""");
        assertThat(AlertEvent.decode(json)).isEqualTo(alert);
        assertThat(alert.withoutEvidence().clusters()).isEmpty();
    }

    @Test
    void resolvedAlertSaysWhen() {
        Alert alert = alert(Alert.State.RESOLVED, END);
        byte[] json = AlertEvent.encode(alert);

        assertThat(new String(json, StandardCharsets.UTF_8))
                .contains("\"type\":\"dev.vectide.alert.resolved\"", "\"resolvedAt\":\"2026-01-02T03:05:00Z\"");
        assertThat(AlertEvent.decode(json)).isEqualTo(alert);
        assertThatThrownBy(() -> alert(Alert.State.FIRING, END)).hasMessageContaining("tickets/collapse/7");
        assertThatThrownBy(() -> alert(Alert.State.RESOLVED, null)).hasMessageContaining("tickets/collapse/7");
    }

    @Test
    void refusesDamage() {
        assertThatThrownBy(() -> AlertEvent.decode("{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedRecordException.class);
        assertThatThrownBy(() -> AlertEvent.decode("{".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedRecordException.class);
        assertThatThrownBy(() -> Json.read("{\"format\":1,\"format\":1}".getBytes(StandardCharsets.UTF_8), Score.class))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("not a Score");
    }

    private static Alert alert(Alert.State state, Instant resolvedAt) {
        return new Alert(
                1,
                "tickets/collapse/7",
                "tickets",
                "demo-01234567",
                "collapse",
                state,
                Alert.Severity.CRITICAL,
                START,
                END,
                resolvedAt,
                "Rank fell.",
                PANE,
                Map.of("effective_rank", 2.5),
                10080.0,
                List.of(new Evidence("a", "far out", 0.5, List.of(NEAR))),
                List.of(4, 2));
    }

    private static <T> void golden(T value, Class<T> type, String json) {
        assertThat(new String(Json.write(value), StandardCharsets.UTF_8)).isEqualTo(json);
        assertThat(Json.read(json.getBytes(StandardCharsets.UTF_8), type)).isEqualTo(value);
    }
}
