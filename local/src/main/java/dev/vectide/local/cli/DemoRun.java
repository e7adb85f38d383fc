package dev.vectide.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.position.Position;
import dev.vectide.local.demo.DamagedModel;
import dev.vectide.local.story.Chapter;
import dev.vectide.local.story.Chronicle;
import dev.vectide.local.story.Sighting;
import dev.vectide.local.story.StoryEvent;
import dev.vectide.local.story.StoryEvents;
import dev.vectide.local.story.StoryPlan;
import dev.vectide.local.story.StoryTime;
import dev.vectide.local.story.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Tells the story to a running system and watches what it makes of it. At most two batches are under way at a time, so
 * that what happens is seen while it happens; a chapter begins when the one before is in the store, and judged but
 * for its last pane, so that a damage befalls just the events it is meant for.
 *
 * <p>Used by one thread.
 */
final class DemoRun {
    private static final int BATCH = StoryTime.PANE_EVENTS / 2;
    private static final int HITS = 3;
    private static final long GLANCE_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final List<String> SEARCHES = List.of(
            "a musical instrument with strings",
            "a building where things are made",
            "an agreement between two countries");

    private final StoryPlan plan;
    private final StoryTime time;
    private final StoryEvents events;
    private final DemoDoors doors;
    private final DamagedModel model;
    private final DemoTimeline timeline;
    private final BooleanSupplier stopped;
    private final DemoWords words;

    private final Chronicle chronicle;
    private final Map<Chapter, Long> begunMs = new EnumMap<>(Chapter.class);
    private final Map<String, JsonNode> searches = new LinkedHashMap<>();
    private DemoRepair repair = new DemoRepair(0, 0, 0, 0);

    DemoRun(
            StoryPlan plan,
            StoryTime time,
            StoryEvents events,
            DemoDoors doors,
            DamagedModel model,
            DemoTimeline timeline,
            BooleanSupplier stopped) {
        this.plan = plan;
        this.time = time;
        this.events = events;
        this.doors = doors;
        this.model = model;
        this.timeline = timeline;
        this.stopped = stopped;
        this.words = new DemoWords(plan, time);
        this.chronicle = new Chronicle(plan, time);
    }

    DemoResult run() {
        for (Stretch stretch : plan.stretches()) {
            begunMs.put(stretch.chapter(), timeline.elapsedMs());
            timeline.tell(words.beginning(stretch));
            model.damaged(stretch.chapter() == Chapter.COLLAPSE);
            List<StoryEvent> told = new ArrayList<>();
            Position written = tell(stretch, told);
            awaitJudged(stretch);
            if (stretch.chapter() == Chapter.CALM) {
                search();
            } else if (stretch.chapter() == Chapter.COLLAPSE) {
                model.damaged(false);
                repair(stretch, told, written);
            }
        }
        return new DemoResult(plan, chronicle, begunMs, searches, repair, timeline.elapsedMs());
    }

    /** Returns once the stretch is in the store. */
    private Position tell(Stretch stretch, List<StoryEvent> told) {
        Position written = Position.NONE;
        for (long at = stretch.first(); at < stretch.end(); at += BATCH) {
            List<StoryEvent> batch = events.next(stretch.mix(), (int) Math.min(BATCH, stretch.end() - at));
            told.addAll(batch);
            Position before = written;
            written = doors.post(batch);
            timeline.at(at + batch.size(), stretch.chapter());
            doors.awaitSearchable(before);
            look();
        }
        doors.awaitSearchable(written);
        return written;
    }

    private void look() {
        if (stopped.getAsBoolean()) {
            throw CommandException.failed("stopped before the story's end");
        }
        for (Sighting sighting : chronicle.see(doors.alerts(), timeline.elapsedMs())) {
            words.sighting(sighting, chronicle, begunMs).forEach(new Lead()::tell);
        }
    }

    /** The last pane of a stretch is not over before what follows has begun: those before it are waited for. */
    private void awaitJudged(Stretch stretch) {
        Instant until = time.of(stretch.end()).minus(StoryTime.PANE);
        long start = System.nanoTime();
        while (!doors.judged(until)) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw CommandException.failed("the monitors did not report the pane before " + until + " within "
                        + PATIENCE.toSeconds() + " s");
            }
            look();
            Waiting.nanos(GLANCE_NS);
        }
        look();
    }

    private void search() {
        for (String text : SEARCHES) {
            JsonNode hits = doors.search(text, HITS);
            searches.put(text, hits);
            timeline.tell("search: " + text);
            hits.forEach(hit -> timeline.more(words.hit(hit)));
        }
    }

    private void repair(Stretch stretch, List<StoryEvent> told, Position written) {
        timeline.tell("The encoder is sound again; what it wrote meanwhile is encoded again.");
        repair = DemoRepair.of(doors, time, stretch, told, written);
        timeline.tell(words.repaired(repair));
    }

    /** The first line is told, the others are more of it. */
    private final class Lead {
        private boolean first = true;

        void tell(String line) {
            if (first) {
                timeline.tell(line);
            } else {
                timeline.more(line);
            }
            first = false;
        }
    }
}
