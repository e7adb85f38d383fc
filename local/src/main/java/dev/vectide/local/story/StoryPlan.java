package dev.vectide.local.story;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long each chapter is, in whole panes, and what flows in it. The warm-up is as long as the monitors need for
 * their references; all else grows with the story, the calm with what is left over.
 *
 * <p>The incidents last longer than their detectors need: drift, whose e-values are bounded, takes four or five panes
 * to make good its promised run length, the others one or two.
 */
public final class StoryPlan {
    /** Vectors of the monitors' reference: more than ten times the dimension. */
    public static final int REFERENCE = 4000;

    /** Vectors held out to calibrate novelty. */
    public static final int CALIBRATION = 1000;

    /** A category that is not in the normal mix. */
    public static final String UNSEEN = "noun.animal";
    /** The category whose share grows. */
    public static final String GROWING = "noun.person";

    private static final Mix NORMAL = new Mix(normal());
    private static final Mix WITH_UNSEEN = NORMAL.with(UNSEEN, 25);
    private static final Mix SHIFTED = NORMAL.with(GROWING, 55);

    /** Panes until both references are full, and the one in which novelty's becomes valid. */
    private static final int WARM_UP = (REFERENCE + CALIBRATION - 1) / StoryTime.PANE_EVENTS + 2;

    private static final Map<Chapter, Integer> LEAST_PANES = leastPanes();
    /** Events of the shortest story. */
    public static final int LEAST =
            LEAST_PANES.values().stream().mapToInt(Integer::intValue).sum() * StoryTime.PANE_EVENTS;
    /** Events that WordNet has definitions for, rounded down. */
    public static final int MOST = 30_000;

    public static final int USUAL = LEAST + 4 * StoryTime.PANE_EVENTS;

    private final List<Stretch> stretches;

    private StoryPlan(List<Stretch> stretches) {
        this.stretches = List.copyOf(stretches);
    }

    /** A story of so many events, rounded up to whole panes; refuses one that is too short or too long. */
    public static StoryPlan of(int events) {
        if (events < LEAST || events > MOST) {
            throw new IllegalArgumentException(events + " events, expected " + LEAST + " (the monitors gather "
                    + WARM_UP * StoryTime.PANE_EVENTS + " of them before they judge) to " + MOST
                    + " (WordNet has no more definitions of these categories)");
        }
        Map<Chapter, Integer> panes = panes((events + StoryTime.PANE_EVENTS - 1) / StoryTime.PANE_EVENTS);
        List<Stretch> stretches = new ArrayList<>();
        long first = 0;
        for (Chapter chapter : Chapter.values()) {
            long end = first + (long) panes.getOrDefault(chapter, 0) * StoryTime.PANE_EVENTS;
            stretches.add(new Stretch(chapter, mix(chapter), first, end));
            first = end;
        }
        return new StoryPlan(stretches);
    }

    public List<Stretch> stretches() {
        return stretches;
    }

    public Stretch stretch(Chapter chapter) {
        return stretches.stream().filter(one -> one.chapter() == chapter).findFirst().orElseThrow();
    }

    /** Number of all events. */
    public long events() {
        return stretches.get(stretches.size() - 1).end();
    }

    private static Map<Chapter, Integer> panes(int all) {
        int least = LEAST / StoryTime.PANE_EVENTS - WARM_UP;
        Map<Chapter, Integer> panes = new EnumMap<>(LEAST_PANES);
        int left = all - WARM_UP;
        for (Chapter chapter : Chapter.values()) {
            if (chapter != Chapter.WARM_UP && chapter != Chapter.CALM) {
                int own = panes.getOrDefault(chapter, 0) * (all - WARM_UP) / least;
                panes.put(chapter, own);
                left -= own;
            }
        }
        panes.put(Chapter.CALM, left);
        return panes;
    }

    private static Mix mix(Chapter chapter) {
        return switch (chapter) {
            case NOVELTY -> WITH_UNSEEN;
            case DRIFT -> SHIFTED;
            default -> NORMAL;
        };
    }

    private static Map<Chapter, Integer> leastPanes() {
        Map<Chapter, Integer> panes = new EnumMap<>(Chapter.class);
        panes.put(Chapter.WARM_UP, WARM_UP);
        panes.put(Chapter.CALM, 6);
        panes.put(Chapter.NOVELTY, 3);
        panes.put(Chapter.NOVELTY_OVER, 6);
        panes.put(Chapter.DRIFT, 7);
        panes.put(Chapter.DRIFT_OVER, 6);
        panes.put(Chapter.COLLAPSE, 3);
        panes.put(Chapter.COLLAPSE_OVER, 5);
        return Collections.unmodifiableMap(panes);
    }

    private static Map<String, Integer> normal() {
        Map<String, Integer> percent = new LinkedHashMap<>();
        percent.put("noun.artifact", 35);
        percent.put(GROWING, 25);
        percent.put("noun.act", 20);
        percent.put("noun.communication", 15);
        percent.put("noun.state", 5);
        return percent;
    }
}
