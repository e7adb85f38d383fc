package dev.vectide.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.report.Alert;
import dev.vectide.core.report.ClusterShift;
import dev.vectide.core.report.Evidence;
import dev.vectide.core.report.HealthReport;
import dev.vectide.core.report.Neighbour;
import dev.vectide.core.report.Pane;
import dev.vectide.core.report.ReferenceNote;
import dev.vectide.core.report.Score;
import dev.vectide.core.report.SegmentShift;
import dev.vectide.core.wire.AlertEvent;
import dev.vectide.core.wire.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.openqa.selenium.Keys;

/** The page at {@code /} of a running system, used as its users use it: by eye and keyboard. The empty system comes first. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageIT {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    /** Were it read as markup, the page would say so. */
    private static final String HOSTILE = "<img src=x onerror=\"document.title='broken'\"><b>a cat</b> & \"friends\"";

    @AutoClose
    private static Browser browser;

    @AutoClose
    private static RunningSystem system;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start();
        system = RunningSystem.start();
    }


    @AfterEach
    void theConsoleIsQuiet() {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.script("document.title")).asString().doesNotContain("broken");
    }

    @Test
    @Order(1)
    void aSystemWithoutEventsSaysWhatToDo() {
        browser.open(system.base());
        browser.await("connected and ready", () -> browser.text(".states").contains("Live")
                && browser.text("#ready").equals("Ready"));

        assertThat(browser.text("#first-command")).contains("curl -X POST " + system.base().resolve("/v1/streams/"));
        assertThat(browser.text("#alerts")).contains("None.");
    }

    @Test
    void throughputAndCountsMoveWithTheEvents() {
        browser.open(system.base());
        browser.await("statistics", () -> browser.text("#tile-events_per_second").matches("[0-9.,]+"));

        browser.await("throughput above nothing", () -> {
            system.post("busy", List.of("An event at " + System.nanoTime() + "."));
            return !browser.text("#tile-events_per_second").equals("0");
        });
        assertThat(browser.elements("#pulse canvas")).hasSize(2);
    }

    @Test
    void anAlertAppearsAndIsResolvedWhileOneLooks() {
        browser.open(system.base());
        browser.await("live", () -> browser.text("#connection").equals("Live"));

        system.write(system.topics().alerts(), "alarm/drift", AlertEvent.encode(alert(null)));

        browser.await("the alert", () -> browser.elements(".alert[data-state=firing][data-detector=drift]").size() == 1);
        assertThat(browser.text(".alert")).contains("critical", "drift on alarm", "The vectors have moved.", "10,080 panes");
        assertThat(browser.element("#alert-news").getDomProperty("textContent")).contains("Alert, drift on alarm");
        browser.element(".alert details summary").click();
        assertThat(browser.text(".alert .evidence")).contains(HOSTILE, "0.410", "near to it");
        browser.elements(".alert details summary").get(1).click();
        assertThat(browser.text(".alert")).contains("Topics that grew or shrank: 1",
                "25 % of the documents, where the reference has 5 %", "Cluster 3, 9.5 standard deviations more", "of the middle");
        browser.elements(".alert details summary").get(2).click();
        assertThat(browser.text(".alert table")).contains("tenant=" + HOSTILE, "less of it", "0.012");

        system.settle("acknowledgements", Map.of("alert", alert(null).id(), "by", HOSTILE, "why", "on it"));
        browser.await("who is at it", () -> browser.text(".alert").contains("Acknowledged by " + HOSTILE + ": on it."));
        system.settle("silences", Map.of("stream", "alarm", "by", "eve", "why", "maintenance", "for", "2h"));
        browser.await("the silence", () -> browser.text(".alert").contains("Silenced by eve until"));

        system.write(system.topics().alerts(), "alarm/drift", AlertEvent.encode(alert(NOW.plusSeconds(60))));

        browser.await("the end", () -> browser.elements(".alert[data-state=resolved]").size() == 1);
        assertThat(browser.elements(".alert")).hasSize(1);
        assertThat(browser.elements("[data-muted]")).isEmpty();
        assertThat(browser.text(".alert .evidence")).as("stays open").contains(HOSTILE);
    }

    @Test
    void aQueryTypedFindsWhatWasMeant() {
        system.post("pets", List.of("A kitten plays with wool.", "Shares fell again on Monday.", HOSTILE));
        browser.open(system.page("pets"));
        browser.await("ready", () -> browser.text("#ready").equals("Ready"));

        browser.await("hits", () -> {
            browser.element("#query").clear();
            browser.element("#query").sendKeys("stock market", Keys.ENTER);
            browser.await("an answer", () -> !browser.text("#search-said").startsWith("Searching"));
            return browser.elements("#hits .hit").size() == 3;
        });

        assertThat(browser.elements("#hits .hit").get(0).getText())
                .contains("Shares fell again on Monday.", "similarity 0.", "t2", "topic: test")
                .doesNotContain("_time");
        assertThat(browser.text("#hits")).contains(HOSTILE);
        assertThat(browser.text("#search-said")).startsWith("3 nearest in pets");
    }

    @Test
    void curvesAndScoresOfAStreamAreShown() throws Exception {
        system.post("curves", List.of("One event, so that the stream is there."));
        for (int i = 0; i < 40; i++) {
            system.write(system.topics().health(), "curves", Json.write(report(i)));
            system.write(system.topics().scores(), "curves/d" + i, Json.write(score(i)));
        }
        browser.open(system.page("curves"));

        browser.await("the drift monitor's verdict", () -> browser.text("#status-drift").contains("warning"));
        browser.await("curves", () -> browser.elements("#monitors canvas").size() == 3);
        assertThat(browser.text("#monitors")).contains("alarm at 10,080", "The vectors have moved.",
                "held against 0123456789ab of 4,000 documents");
        browser.await("the scores", () -> browser.text("#novelty-said").equals("The newest 40 scored documents, 4 of them anomalies."));
        assertThat(browser.elements("#anomalies li > details")).hasSize(4);
        browser.element("#anomalies summary").click();
        assertThat(browser.text("#anomalies")).contains(HOSTILE, "near to it");

        system.write(system.topics().scores(), "curves/late", Json.write(score(50)));
        browser.await("one more, live", () -> browser.text("#novelty-said").startsWith("The newest 41 scored documents, 5"));
        browser.screenshot(Path.of("target", "page.png"));
    }

    @Test
    void nothingIsCutOffOnATelephone() {
        browser.resize(360, 740);
        try {
            browser.open(system.base());
            browser.await("live", () -> browser.text("#connection").equals("Live"));
            assertThat(browser.script("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                    .isEqualTo(true);
        } finally {
            browser.resize(1280, 900);
        }
    }

    private static Alert alert(@org.jspecify.annotations.Nullable Instant resolved) {
        Evidence example = new Evidence("odd", HOSTILE, 0.9, List.of(new Neighbour("near", 0.41, "near to it")));
        return new Alert(Alert.FORMAT, "alarm/all-minilm-l6-v2/drift/1", "alarm", "all-minilm-l6-v2-00000000", "drift",
                resolved == null ? Alert.State.FIRING : Alert.State.RESOLVED, Alert.Severity.CRITICAL, NOW,
                NOW.plusSeconds(30), resolved, "The vectors have moved.", new Pane(NOW, NOW.plusSeconds(60), 500, 0),
                Map.of("evidence", 1.5e9), 10080.0, List.of(example), List.of(7))
                .in(
                        List.of(new ClusterShift(3, 9.5, 0.25, 0.05, List.of(new Evidence("m", "of the middle", 0.9, List.of())))),
                        List.of(new SegmentShift(
                                "tenant=" + HOSTILE, SegmentShift.SHARE, 20, 0.04, 0.4, -0.9, 0.001, 0.012)));
    }

    private static HealthReport report(int i) {
        Instant from = NOW.plusSeconds(60L * i);
        boolean moved = i >= 30;
        return new HealthReport(HealthReport.FORMAT, "curves", "all-minilm-l6-v2-00000000", "drift",
                new Pane(from, from.plusSeconds(60), 500, 0), moved ? HealthReport.WARNING : HealthReport.OK,
                Map.of("evidence", moved ? 2e4 : 1.0 + i % 3, "threshold", 10080.0, "centroid_distance", moved ? 0.3 : 0.05,
                        "mean_cosine", 0.12, "mean_cosine_reference", 0.11),
                List.of(), moved ? List.of("The vectors have moved.") : List.of(),
                new ReferenceNote("0123456789ab", 4000, NOW.minusSeconds(3600), NOW, 60L, null));
    }

    private static Score score(int i) {
        boolean anomaly = i % 10 == 0;
        return new Score(Score.FORMAT, "curves", "d" + i, NOW.plusSeconds(i), "all-minilm-l6-v2-00000000", Score.SCORED,
                anomaly ? 0.9 : 0.3 + 0.002 * i, anomaly ? 0.001 : 0.5, anomaly,
                List.of(new Neighbour("near", 0.41, "near to it")), "0:" + i, anomaly ? HOSTILE : null);
    }
}
